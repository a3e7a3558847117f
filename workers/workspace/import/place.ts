/** Where the entries of an archive go in the project. */
import { AppError } from "../../platform/errors.ts";
import { ancestorsOf, normalizePath } from "../paths.ts";
import { type Admitted, refused } from "./intake.ts";

/** The one folder everything lies in, like `package` of an npm tarball; null when there is none. */
export function commonTop(entries: readonly Admitted[]): string | null {
  let top: string | null = null;
  for (const { path, type } of entries) {
    const slash = path.indexOf("/");
    if (slash === -1 && type === "file") return null;
    const first = slash === -1 ? path : path.slice(0, slash);
    if (top !== null && top !== first) return null;
    top = first;
  }
  return top;
}

/** Throws FILE_007 when two entries cannot both be there, or a path becomes too long. */
export function placeEntries<T extends Admitted>(
  entries: readonly T[],
  options: { into: string; strip: "auto" | "none" },
): T[] {
  const top = options.strip === "auto" ? commonTop(entries) : null;
  const cut = top === null ? 0 : top.length + 1;
  const prefix = options.into === "" ? "" : `${options.into}/`;
  const placed: T[] = [];
  for (const entry of entries) {
    const rest = entry.path.slice(cut);
    if (rest !== "") placed.push({ ...entry, path: checked(prefix + rest) });
  }
  const files = new Set<string>();
  for (const { path, type } of placed) if (type === "file") files.add(path);
  for (const { path, type } of placed) {
    if (type === "directory" && files.has(path)) throw refused(path, "duplicate");
    const blocked = ancestorsOf(path).find((ancestor) => files.has(ancestor));
    if (blocked !== undefined) throw refused(blocked, "duplicate");
  }
  return placed;
}

function checked(path: string): string {
  try {
    return normalizePath(path);
  } catch (error) {
    if (error instanceof AppError) throw refused(path, String(error.details?.["why"]));
    throw error;
  }
}
