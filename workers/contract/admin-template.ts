import * as v from "valibot";
import { Count, Instant, Language, Line, Name, Text } from "./common.ts";
import { endpoint } from "./endpoint.ts";
import { Id } from "./ids.ts";

/** A mail's event in capitals: PASSWORD_RESET, ROLE_CHANGED, …. */
const EventType = v.pipe(v.string(), v.toUpperCase(), v.regex(/^[A-Z][A-Z_]{1,49}$/));

export const Template = v.object({
  id: Id,
  name: v.string(),
  event_type: v.string(),
  /** What the event is called, in the caller's language. */
  event_name: v.string(),
  language: Language,
  subject: v.string(),
  body: v.string(),
  /** What the texts may name. */
  variables: v.array(v.string()),
  /** Variables neither text names. */
  missing: v.array(v.string()),
  is_active: v.boolean(),
  /** Cannot be switched off. */
  is_required: v.boolean(),
  /** False: the text is the product's own. */
  is_edited: v.boolean(),
  created_at: v.nullable(Instant),
  updated_at: v.nullable(Instant),
});
export type Template = v.InferOutput<typeof Template>;

/** A subject becomes a header (T-30); whether it says something depends on the mail (TEMPLATE_007). */
const texts = { subject: Line(200), body: Text(10_000) };

/** Said along, and checked: what an event has is the product's to say. */
const Variables = v.optional(v.array(v.string()));

const draft = { event_type: EventType, language: v.optional(Language, "ja"), ...texts };

export const listTemplates = endpoint({
  method: "GET",
  path: "/admin/notification-templates",
  access: "admin",
  summary: "Every mail the product sends, by event and language, as it is sent now (SA-032)",
  output: v.object({ items: v.array(Template), total: Count }),
});

export const createTemplate = endpoint({
  method: "POST",
  path: "/admin/notification-templates",
  access: "admin",
  lasting: true,
  stepUp: "reauth",
  summary: "Give an event a text of one's own; TEMPLATE_004 where it has one",
  json: v.object({
    ...draft,
    name: Name(100),
    variables: Variables,
    is_active: v.optional(v.boolean(), true),
  }),
  output: Template,
  created: true,
  record: ["event_type", "language", "name", "is_active"],
});

/** Of what was read, fields nobody changes: taken as they stand (decision 27). */
export const TemplateAsRead = v.partial(
  v.object({
    ...v.pick(Template, ["id", "language", "created_at", "updated_at"]).entries,
    event_type: EventType,
  }),
);

export const updateTemplate = endpoint({
  method: "PATCH",
  path: "/admin/notification-templates/:id",
  access: "admin",
  lasting: true,
  stepUp: "reauth",
  summary: "Change a mail's text, or switch it off; with If-Match only what was read (SA-032)",
  param: v.object({ id: Id }),
  json: v.object({
    ...v.partial(v.object({ ...texts, name: Name(100), is_active: v.boolean() })).entries,
    ...TemplateAsRead.entries,
    variables: Variables,
  }),
  output: Template,
  record: ["name", "is_active"],
});

export const deleteTemplate = endpoint({
  method: "DELETE",
  path: "/admin/notification-templates/:id",
  access: "admin",
  lasting: true,
  stepUp: "reauth",
  summary: "Go back to the product's own text (C-26)",
  param: v.object({ id: Id }),
});

export const previewTemplate = endpoint({
  method: "POST",
  path: "/admin/notification-templates/preview",
  access: "admin",
  summary: "The mail with sample values, and what is wrong with its text",
  json: v.object({
    event_type: EventType,
    language: v.optional(Language, "ja"),
    subject: v.pipe(v.string(), v.maxLength(200)),
    body: v.pipe(v.string(), v.maxLength(10_000)),
  }),
  output: v.object({
    /** Null while something is wrong. */
    subject: v.nullable(v.string()),
    body: v.nullable(v.string()),
    /** As a mail program shows it; to be shown in a sandboxed frame only. */
    html: v.nullable(v.string()),
    unknown: v.array(v.string()),
    missing: v.array(v.string()),
    open_brace: v.boolean(),
  }),
});

export const sendTestTemplate = endpoint({
  method: "POST",
  path: "/admin/notification-templates/test",
  access: "admin",
  summary: "Send the mail with sample values to oneself",
  json: v.object(draft),
});

export const listTemplateHistory = endpoint({
  method: "GET",
  path: "/admin/notification-templates/:id/history",
  access: "admin",
  summary: "What the text was before, newest first",
  param: v.object({ id: Id }),
  output: v.object({
    items: v.array(
      v.object({
        id: Id,
        at: Instant,
        by: v.nullable(v.string()),
        action: v.string(),
        /** The text as this change left it; null where it went back to the product's own. */
        text: v.nullable(
          v.object({
            name: v.string(),
            subject: v.string(),
            body: v.string(),
            is_active: v.boolean(),
          }),
        ),
      }),
    ),
  }),
});
