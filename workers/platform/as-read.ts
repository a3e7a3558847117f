import { AppError } from "./errors.ts";

type Fields = Readonly<Record<string, unknown>>;

const isTime = (value: unknown): value is string =>
  typeof value === "string" && /^\d{4}-\d\d-\d\dT/.test(value);

const isSame = (a: unknown, b: unknown): boolean =>
  isTime(a) && isTime(b)
    ? Date.parse(a) === Date.parse(b)
    : JSON.stringify(a) === JSON.stringify(b);

/**
 * What was read may come back with a change, as it stands (decision 27). `schema` names what nobody
 * changes so, `read` gives it as the caller sees it. Throws EDIT_001 for another `updated_at`, and
 * EDIT_002, which names the fields, for any other that differs.
 */
export async function requireAsRead(
  schema: { readonly entries: object },
  sent: Fields,
  read: () => Promise<Fields> | Fields,
): Promise<void> {
  const names = Object.keys(schema.entries).filter((name) => sent[name] !== undefined);
  if (names.length === 0) return;
  const stands = await read();
  const others = names.filter((name) => !isSame(sent[name], stands[name]));
  if (others.includes("updated_at")) {
    throw new AppError("EDIT_001", { updated_at: stands["updated_at"] });
  }
  if (others.length === 0) return;
  const issues = others.map((name) => ({
    path: `json.${name}`,
    message: `not changed here: it is ${JSON.stringify(stands[name])}`,
  }));
  throw new AppError("EDIT_002", { fields: others }, issues);
}
