import {
  type CommandPattern,
  deleteMaster,
  domainOfPattern,
  type EditableMaster,
  listCommandPatterns,
  listProjectTemplates,
  listPromptTemplates,
  patternOfDomain,
  saveCommandPattern,
  savePromptTemplate,
  updateProjectTemplate,
} from "#contract/master";
import { call } from "../../client/call.ts";
import { t } from "../../i18n/admin-masters.ts";
import { bytes, count } from "../../i18n/format.ts";

/** A line of any of the lists, with what its form begins with. */
export interface EntryRow {
  readonly id: string;
  readonly name: string;
  /** The second column. */
  readonly detail: string;
  readonly note: string;
  readonly updated_at: string;
  readonly draft: Draft;
}

/** What stands in the fields. */
export interface Draft {
  readonly name: string;
  readonly description: string;
  readonly body: string;
  readonly effect: "ask" | "deny";
  /** A rule about fetching pages: the name is a domain. */
  readonly pages: boolean;
}

export const emptyDraft: Draft = {
  name: "",
  description: "",
  body: "",
  effect: "ask",
  pages: false,
};

function ruleDraft({ pattern, effect, note }: CommandPattern): Draft {
  const domain = domainOfPattern(pattern);
  return {
    ...emptyDraft,
    name: domain ?? pattern,
    description: note,
    effect,
    pages: domain !== null,
  };
}

export async function readEntries(kind: EditableMaster): Promise<EntryRow[]> {
  if (kind === "project_templates") {
    return (await call(listProjectTemplates)).items.map((one) => ({
      id: one.id,
      name: one.name,
      detail: t("fileCount", { count: count(one.file_count), size: bytes(one.bytes) }),
      note: one.description,
      updated_at: one.updated_at,
      draft: { ...emptyDraft, name: one.name, description: one.description },
    }));
  }
  if (kind === "prompt_templates") {
    return (await call(listPromptTemplates)).items.map((one) => ({
      id: one.id,
      name: one.name,
      detail: one.body,
      note: one.description,
      updated_at: one.updated_at,
      draft: { ...emptyDraft, name: one.name, description: one.description, body: one.body },
    }));
  }
  return (await call(listCommandPatterns)).items.map((one) => ({
    id: one.id,
    name: one.pattern,
    detail: t(one.effect),
    note: one.note,
    updated_at: one.updated_at,
    draft: ruleDraft(one),
  }));
}

/** A new entry, or a change of `row` as it was read. */
export const saveEntry = (
  kind: EditableMaster,
  row: EntryRow | null,
  draft: Draft,
): Promise<void> => write(kind, row?.id ?? crypto.randomUUID(), row?.updated_at ?? null, draft);

/** Of these the row is the whole entry: what was deleted comes back as it was. */
export const comesBack = (kind: EditableMaster): boolean => kind !== "project_templates";

/** What was deleted, where nobody has made it anew. */
export const restoreEntry = (kind: EditableMaster, row: EntryRow): Promise<void> =>
  write(kind, row.id, null, row.draft);

async function write(
  kind: EditableMaster,
  id: string,
  readAt: string | null,
  draft: Draft,
): Promise<void> {
  const { name, description, body, effect, pages } = draft;
  const which = { param: { id }, readAt };
  if (kind === "project_templates") {
    await call(updateProjectTemplate, { ...which, json: { name, description } });
  } else if (kind === "prompt_templates") {
    await call(savePromptTemplate, { ...which, json: { name, description, body } });
  } else {
    await call(saveCommandPattern, {
      ...which,
      json: pages
        ? { pattern: patternOfDomain(name), effect: "deny", note: description }
        : { pattern: name, effect, note: description },
    });
  }
}

export const deleteEntry = (kind: EditableMaster, id: string): Promise<void> =>
  call(deleteMaster, { param: { kind, id } });
