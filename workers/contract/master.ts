import * as v from "valibot";
import { Count, Instant, Name } from "./common.ts";
import { endpoint } from "./endpoint.ts";
import { readDomain } from "./host.ts";
import { importAnswer } from "./import-answer.ts";
import { Id } from "./ids.ts";

/** What stands where that other product had its masters (G-06). */
export const MasterKind = v.picklist([
  "project_templates",
  "prompt_templates",
  "model_prices",
  "command_patterns",
]);
export type MasterKind = v.InferOutput<typeof MasterKind>;

/** Those with a table here; prices have a page of their own. */
export const EditableMaster = v.picklist([
  "project_templates",
  "prompt_templates",
  "command_patterns",
]);
export type EditableMaster = v.InferOutput<typeof EditableMaster>;

/** As typed after the slash. */
const PromptName = v.pipe(
  Name(60),
  v.toLowerCase(),
  v.regex(/^[\p{L}\p{N}][\p{L}\p{N}_-]*$/u, "letters, digits, - and _"),
);

export const PromptTemplateInput = v.object({
  name: PromptName,
  description: v.optional(v.pipe(v.string(), v.trim(), v.maxLength(200)), ""),
  body: v.pipe(v.string(), v.minLength(1), v.maxLength(20_000)),
});

const fetchRule = /^WebFetch\(domain:(.*)\)$/;

/** What stands in `WebFetch(domain:…)`; null where a pattern is none of that kind. */
export const domainOfPattern = (pattern: string): string | null =>
  fetchRule.exec(pattern)?.[1]?.trim() ?? null;

export const patternOfDomain = (domain: string): string => `WebFetch(domain:${domain.trim()})`;

const isCommand = (text: string): boolean => !text.startsWith("WebFetch(");

/** The inside of `Bash(…)`: words, a star for what follows. Or `WebFetch(domain:…)`, whole. */
const Pattern = v.pipe(
  Name(200),
  v.check(
    (text) => isCommand(text) || readDomain(domainOfPattern(text) ?? "") !== null,
    "not a domain, as in WebFetch(domain:example.com)",
  ),
  v.check(
    (text) => !isCommand(text) || /^[^()\p{Cc}]+$/u.test(text),
    "no brackets or control characters",
  ),
  v.check((text) => !/^[*:\s]+$/.test(text), "names no command"),
);

export const CommandPatternInput = v.pipe(
  v.object({
    pattern: Pattern,
    effect: v.picklist(["ask", "deny"]),
    note: v.optional(v.pipe(v.string(), v.trim(), v.maxLength(500)), ""),
  }),
  v.forward(
    v.partialCheck(
      [["pattern"], ["effect"]],
      ({ pattern, effect }) => isCommand(pattern) || effect === "deny",
      "WebFetch asks every time: only deny",
    ),
    ["effect"],
  ),
);

export const ProjectTemplateInput = v.object({
  name: Name(100),
  description: v.optional(v.pipe(v.string(), v.trim(), v.maxLength(500)), ""),
});

const row = { id: Id, updated_at: Instant };

export const ProjectTemplate = v.object({
  ...row,
  name: v.string(),
  description: v.string(),
  file_count: Count,
  bytes: Count,
});
export type ProjectTemplate = v.InferOutput<typeof ProjectTemplate>;

export const PromptTemplate = v.object({
  ...row,
  name: v.string(),
  description: v.string(),
  body: v.string(),
});
export type PromptTemplate = v.InferOutput<typeof PromptTemplate>;

export const CommandPattern = v.object({
  ...row,
  pattern: v.string(),
  effect: v.picklist(["ask", "deny"]),
  note: v.string(),
});
export type CommandPattern = v.InferOutput<typeof CommandPattern>;

export const listProjectTemplates = endpoint({
  method: "GET",
  path: "/project-templates",
  access: "user",
  summary: "Templates a new project may begin with",
  output: v.object({ items: v.array(ProjectTemplate) }),
});

export const listPromptTemplates = endpoint({
  method: "GET",
  path: "/prompt-templates",
  access: "guest",
  summary: "Texts offered where a message is written",
  output: v.object({ items: v.array(PromptTemplate) }),
});

export const listCommandPatterns = endpoint({
  method: "GET",
  path: "/admin/command-patterns",
  access: "admin",
  summary:
    "Commands of the shell that are asked about or refused, and domains WebFetch is kept from, for everybody",
  output: v.object({ items: v.array(CommandPattern) }),
});

const param = v.object({ id: Id });

/** Name and description; its files come by an import. */
export const updateProjectTemplate = endpoint({
  method: "PUT",
  path: "/admin/project-templates/:id",
  access: "admin",
  lasting: true,
  summary: "Rename or describe a project template",
  param,
  json: ProjectTemplateInput,
  output: ProjectTemplate,
  record: ["name"],
});

export const savePromptTemplate = endpoint({
  method: "PUT",
  path: "/admin/prompt-templates/:id",
  access: "admin",
  lasting: true,
  summary: "Create or change a prompt template; the id is the caller's to choose",
  param,
  json: PromptTemplateInput,
  output: PromptTemplate,
  record: ["name"],
});

export const saveCommandPattern = endpoint({
  method: "PUT",
  path: "/admin/command-patterns/:id",
  access: "admin",
  lasting: true,
  stepUp: "reauth",
  summary:
    "Create or change a command pattern, or `WebFetch(domain:…)` to deny; in force within ten seconds",
  param,
  json: CommandPatternInput,
  output: CommandPattern,
  record: ["pattern", "effect"],
});

export const deleteMaster = endpoint({
  method: "DELETE",
  path: "/admin/masters/:kind/:id",
  access: "admin",
  lasting: true,
  stepUp: "reauth",
  summary: "Delete a template or pattern",
  param: v.object({ kind: EditableMaster, id: Id }),
});

export const MasterImportAnswer = v.object({
  ...importAnswer(
    v.object({
      row: Count,
      /** Its name or pattern; of a price the model. */
      name: v.string(),
      detail: v.string(),
      /** Null: there is an error. */
      change: v.nullable(v.picklist(["new", "update"])),
      error: v.nullable(v.string()),
    }),
  ),
});
export type MasterImportAnswer = v.InferOutput<typeof MasterImportAnswer>;

export const importMaster = endpoint({
  method: "POST",
  path: "/admin/data/master/import",
  access: "admin",
  lasting: true,
  stepUp: "second-factor",
  summary:
    "Import templates, prices or command patterns: first with dry_run, then with the preview's token and the same file",
  output: MasterImportAnswer,
  raw: {
    form: {
      target: `one of ${MasterKind.options.join(", ")}`,
      file: "CSV or JSON",
      dry_run: "true: preview only (default: false)",
      token: "of the preview, to run",
    },
  },
});

export const exportMaster = endpoint({
  method: "GET",
  safe: false,
  path: "/admin/data/master/:kind/export",
  access: "admin",
  summary: "What there is, or an example to fill in, in the format of the import",
  param: v.object({ kind: MasterKind }),
  query: v.object({
    format: v.optional(v.picklist(["csv", "json"]), "csv"),
    template: v.optional(v.picklist(["true", "false"]), "false"),
  }),
  raw: { response: "text/csv" },
});
