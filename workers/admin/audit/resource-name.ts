import type { AuditRecord } from "#contract/admin-audit";

const longest = 120;

type Told = Omit<AuditRecord, "resource_name">;

/** Whose account a USER record is about, or whose chat a SESSION record, as they are called now. */
export interface PersonNow {
  readonly name: unknown;
  readonly email: unknown;
}

const text = (value: unknown): string | null =>
  typeof value === "string" && value.trim() !== "" ? value.trim() : null;

/** After the change before what was before it. */
const valueOf = ({ new_value, old_value }: Told, ...fields: readonly string[]): string | null => {
  for (const values of [new_value, old_value]) {
    for (const field of fields) {
      const found = text(values?.[field]);
      if (found !== null) return found;
    }
  }
  return null;
};

/** One path, or the first of a commit of many and how many more there are. */
function pathOf(record: Told): string | null {
  const { paths, files } = record.metadata ?? {};
  const first = Array.isArray(paths) ? text(paths[0]) : null;
  if (first === null) return valueOf(record, "path");
  const counts = typeof files === "object" && files !== null ? Object.values(files) : [];
  const more = counts.reduce((sum: number, one) => sum + Number(one), 0) - 1;
  return more > 0 ? `${first} +${more}` : first;
}

/** Name and address of whom it happened to: the address of then, where the record has it. */
function personOf(record: Told, person: PersonNow): string | null {
  // A `name` in the record may be a passkey's, not the person's. Who is gone has none, and an address that is none.
  const name = text(person.name);
  const email = valueOf(record, "email") ?? (name === null ? null : text(person.email));
  if (name === null || email === null) return name ?? email;
  return `${name} (${email})`;
}

function nameOf(record: Told, person: PersonNow): string | null {
  switch (record.resource_type) {
    case "FILE":
      return pathOf(record);
    case "USER":
      return personOf(record, person);
    case "SYSTEM_SETTING":
      return text(record.resource_id?.replace(/^[A-Z_]+\./, ""));
    case "SESSION": {
      // Its title is not on record.
      const [project, owner] = [valueOf(record, "project"), text(person.name)];
      return project === null || owner === null ? (project ?? owner) : `${project} (${owner})`;
    }
    case "JOB":
      return text(record.metadata?.["kind"]);
    default:
      return valueOf(record, "name", "title", "pattern");
  }
}

/** What the thing is called, as far as its record tells: its values are masked already. */
export function resourceNameOf(record: Told, person: PersonNow): string | null {
  const letters = [...(nameOf(record, person) ?? "")];
  if (letters.length === 0) return null;
  return letters.length > longest ? `${letters.slice(0, longest - 1).join("")}…` : letters.join("");
}
