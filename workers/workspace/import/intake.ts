/** What of an archive comes in: decided on names and types alone, before anything is stored. */
import { AppError } from "../../platform/errors.ts";
import { normalizePath } from "../paths.ts";

export const maxEntries = 20_000;
const maxSkipped = 100;

export type EntryType = "file" | "directory" | "link" | "special";

export type SkipReason = "version_control" | "dependencies" | "system_file";

export interface Admitted {
  /** Normalised, as the archive names it. */
  readonly path: string;
  readonly type: "file" | "directory";
}

export interface Intake {
  /** Null: it stays out. Throws FILE_007 or FILE_009 when the whole archive must be refused. */
  admit(entry: { name: string; type: EntryType; encrypted?: boolean }): Admitted | null;
  /** What stayed out, folders as one; at most 100. */
  readonly skipped: { path: string; reason: SkipReason }[];
}

export const refused = (path: string, why: string): AppError =>
  new AppError("FILE_007", { path: path.slice(0, 200), why });

const skippedNames = new Map<string, SkipReason>([
  [".git", "version_control"],
  [".hg", "version_control"],
  [".svn", "version_control"],
  ["node_modules", "dependencies"],
  ["__MACOSX", "system_file"],
  [".DS_Store", "system_file"],
]);

/** A name of an archive as a path: a leading `./` and a trailing slash mean nothing. "" is the archive's root. */
export function archivePath(name: string): string {
  const bare = name.replace(/^(?:\.\/+)+/, "").replace(/\/+$/, "");
  if (bare === "" || bare === ".") {
    if (name.startsWith("/")) throw refused(name, "absolute");
    return "";
  }
  try {
    return normalizePath(bare);
  } catch (error) {
    if (error instanceof AppError) throw refused(name, String(error.details?.["why"]));
    throw error;
  }
}

export function createIntake(): Intake {
  const skipped = new Map<string, SkipReason>();
  const seen = new Set<string>();
  let count = 0;
  const skip = (path: string): boolean => {
    const segments = path.split("/");
    const at = segments.findIndex((segment) => skippedNames.has(segment));
    const reason = skippedNames.get(segments[at] ?? "");
    if (!reason) return false;
    if (skipped.size < maxSkipped) skipped.set(segments.slice(0, at + 1).join("/"), reason);
    return true;
  };
  return {
    admit({ name, type, encrypted }) {
      count += 1;
      if (count > maxEntries) throw new AppError("FILE_009", { limit: maxEntries });
      const path = archivePath(name);
      if (path === "") return null;
      if (skip(path)) return null;
      if (type === "link") throw refused(path, "link");
      if (type === "special") throw refused(path, "special_file");
      if (encrypted) throw refused(path, "encrypted");
      if (type === "file") {
        if (seen.has(path)) throw refused(path, "duplicate");
        seen.add(path);
      }
      return { path, type };
    },
    get skipped() {
      return [...skipped].map(([path, reason]) => ({ path, reason }));
    },
  };
}
