/** One value of two states of a thing, by its path (`limits.storage_bytes`). */
export interface FieldDiff {
  readonly path: string;
  readonly kind: "changed" | "added" | "removed" | "same";
  readonly before: string | null;
  readonly after: string | null;
}

type Values = Readonly<Record<string, unknown>>;

const isValues = (value: unknown): value is Values =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const maxDepth = 4;

/** Every leaf by its path; deeper than a reader follows, and lists, stay whole. */
function leaves(values: Values, prefix = "", depth = 0): Map<string, unknown> {
  const found = new Map<string, unknown>();
  for (const [name, value] of Object.entries(values)) {
    const path = prefix === "" ? name : `${prefix}.${name}`;
    if (isValues(value) && depth < maxDepth && Object.keys(value).length > 0) {
      for (const [inner, leaf] of leaves(value, path, depth + 1)) found.set(inner, leaf);
    } else found.set(path, value);
  }
  return found;
}

const show = (value: unknown): string =>
  typeof value === "string" ? value : JSON.stringify(value, null, 1);

/** What a change did, field by field: first what differs, then what stayed. */
export function diffFields(before: Values | null, after: Values | null): FieldDiff[] {
  const was = leaves(before ?? {});
  const is = leaves(after ?? {});
  const paths = [...new Set([...was.keys(), ...is.keys()])];
  const fields = paths.map((path): FieldDiff => {
    const old = was.has(path) ? show(was.get(path)) : null;
    const now = is.has(path) ? show(is.get(path)) : null;
    const same = JSON.stringify(was.get(path)) === JSON.stringify(is.get(path));
    const kind = old === null ? "added" : now === null ? "removed" : same ? "same" : "changed";
    return { path, kind, before: old, after: now };
  });
  return [
    ...fields.filter((one) => one.kind !== "same"),
    ...fields.filter((one) => one.kind === "same"),
  ];
}
