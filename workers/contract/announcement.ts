import * as v from "valibot";
import { Instant, Name, NumberParam, Page, PageQuery, Role, Text } from "./common.ts";
import { Moment } from "./dates.ts";
import { endpoint } from "./endpoint.ts";
import { Id } from "./ids.ts";

export const AnnouncementType = v.picklist(["INFO", "WARNING", "MAINTENANCE"]);
export type AnnouncementType = v.InferOutput<typeof AnnouncementType>;

/** Where an announcement stands now: in its window, before it, past it, or switched off. */
export const AnnouncementState = v.picklist(["current", "upcoming", "past", "off"]);
export type AnnouncementState = v.InferOutput<typeof AnnouncementState>;

export const Announcement = v.object({
  id: Id,
  title: v.string(),
  /** Markdown; what is HTML in it is shown as text. */
  content: v.string(),
  announcement_type: AnnouncementType,
  priority: v.number(),
  start_at: Instant,
  end_at: v.nullable(Instant),
  is_active: v.boolean(),
  /** Empty: everybody. */
  target_roles: v.array(Role),
  created_by: v.string(),
  created_by_name: v.nullable(v.string()),
  created_at: Instant,
  updated_at: Instant,
  state: AnnouncementState,
  /** How many people have put it away. */
  dismissed: v.number(),
});
export type Announcement = v.InferOutput<typeof Announcement>;

/** As people see it. */
export const ShownAnnouncement = v.object({
  id: Id,
  title: v.string(),
  content: v.string(),
  announcement_type: AnnouncementType,
  start_at: Instant,
  end_at: v.nullable(Instant),
});
export type ShownAnnouncement = v.InferOutput<typeof ShownAnnouncement>;

const fields = {
  title: Name(200),
  content: Text(10_000),
  announcement_type: AnnouncementType,
  priority: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(9)),
  start_at: Moment,
  end_at: v.nullable(Moment),
  is_active: v.boolean(),
  target_roles: v.nullable(v.pipe(v.array(Role), v.maxLength(3))),
};

export const listAnnouncements = endpoint({
  method: "GET",
  path: "/admin/announcements",
  access: "admin",
  summary: "Announcements, newest window first (SA-033)",
  query: v.object({
    ...PageQuery,
    state: v.optional(AnnouncementState),
    announcement_type: v.optional(AnnouncementType),
    q: v.optional(v.pipe(v.string(), v.trim(), v.maxLength(100))),
  }),
  output: v.object(Page(Announcement)),
});

export const createAnnouncement = endpoint({
  method: "POST",
  path: "/admin/announcements",
  access: "admin",
  summary: "Make an announcement (SA-033)",
  json: v.object({
    ...fields,
    priority: v.optional(fields.priority, 5),
    end_at: v.optional(fields.end_at, null),
    is_active: v.optional(v.boolean(), true),
    target_roles: v.optional(fields.target_roles, null),
  }),
  output: Announcement,
  created: true,
  record: ["title", "announcement_type", "priority", "start_at", "end_at", "target_roles"],
});

/** Of what was read, document A's fields nobody changes: taken as they stand (decision 27). */
export const AnnouncementAsRead = v.partial(
  v.pick(Announcement, ["id", "created_by", "created_by_name", "created_at", "updated_at"]),
);

export const updateAnnouncement = endpoint({
  method: "PATCH",
  path: "/admin/announcements/:id",
  access: "admin",
  summary: "Change an announcement; with If-Match only the one that was read (SA-033)",
  param: v.object({ id: Id }),
  json: v.object({
    ...v.partial(v.object(fields)).entries,
    ...AnnouncementAsRead.entries,
    /** Who has put it away sees it again. */
    show_again: v.optional(v.boolean()),
  }),
  output: Announcement,
  record: ["title", "announcement_type", "priority", "start_at", "end_at", "is_active"],
});

export const deleteAnnouncement = endpoint({
  method: "DELETE",
  path: "/admin/announcements/:id",
  access: "admin",
  summary: "Delete an announcement (SA-033)",
  param: v.object({ id: Id }),
});

export const listCurrentAnnouncements = endpoint({
  method: "GET",
  path: "/announcements",
  access: "public",
  key: "read",
  duringMaintenance: "all",
  summary:
    "What is announced to the caller now, by priority; to strangers maintenance only (SA-034)",
  query: v.object({ limit: NumberParam(1, 20, 10) }),
  output: v.object({ items: v.array(ShownAnnouncement) }),
});

export const dismissAnnouncement = endpoint({
  method: "POST",
  path: "/announcements/:id/dismiss",
  access: "guest",
  key: false,
  whileRestricted: true,
  duringMaintenance: "all",
  summary: "Put an announcement away for oneself (SA-034)",
  param: v.object({ id: Id }),
});
