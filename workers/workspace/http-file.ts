/** The headers of files: versions, ranges, names. Pure. */
import type { FileInfo } from "#contract/file";
import { AppError } from "../platform/errors.ts";
import type { Range } from "./operations.ts";
import { nameOf } from "./paths.ts";

export const etagOf = (version: number): string => `"${version}"`;

/** Proxies that compress make a tag weak, so `W/` is taken off. */
const versionOf = (tag: string): number | undefined => {
  const digits = /^(?:W\/)?"(\d{1,15})"$/.exec(tag.trim())?.[1];
  return digits === undefined ? undefined : Number(digits);
};

/**
 * The version a save expects: a number, 0 for "nothing there", or null for "whatever is there".
 * REQUEST_001 for anything else, so that a mistyped header never overwrites.
 */
export function expectedVersion(
  ifMatch: string | undefined,
  ifNoneMatch: string | undefined,
): number | null {
  const refuse = (header: string, message: string) =>
    new AppError("REQUEST_001", undefined, [{ path: `header.${header}`, message }]);
  if (ifNoneMatch !== undefined) {
    if (ifNoneMatch.trim() !== "*" || ifMatch !== undefined)
      throw refuse("if-none-match", "only * is understood, and without If-Match");
    return 0;
  }
  if (ifMatch === undefined) return null;
  const version = versionOf(ifMatch);
  if (version === undefined) throw refuse("if-match", 'expected one version, e.g. "3"');
  return version;
}

export const isUnchanged = (ifNoneMatch: string | undefined, version: number): boolean =>
  ifNoneMatch !== undefined &&
  (ifNoneMatch.trim() === "*" || ifNoneMatch.split(",").some((tag) => versionOf(tag) === version));

/** One range of bytes; undefined for none, for several, and for what is none: then all is sent. */
export function parseRange(header: string | undefined): Range | undefined {
  const match = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(header?.trim() ?? "");
  if (!match) return undefined;
  const [, first = "", last = ""] = match;
  if (first === "") return last === "" ? undefined : { suffix: Number(last) };
  const offset = Number(first);
  if (last === "") return { offset };
  const length = Number(last) - offset + 1;
  return length > 0 ? { offset, length } : undefined;
}

/** RFC 6266 with RFC 5987: an ASCII name for old programs, the true one for the rest. */
export function attachment(name: string): string {
  const ascii = name.replace(/[^\x20-\x7e]|["\\%]/g, "_");
  const encoded = encodeURIComponent(name).replace(
    /['()*]/g,
    (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `attachment; filename="${ascii}"; filename*=UTF-8''${encoded}`;
}

const imageTypes: Record<string, string> = {
  png: "image/png",
  jpg: "image/jpeg",
  jpeg: "image/jpeg",
  gif: "image/gif",
  webp: "image/webp",
  avif: "image/avif",
  ico: "image/x-icon",
  bmp: "image/bmp",
};

/** Nothing a browser would run: files are anybody's. */
export function harmlessType({ path, kind }: Pick<FileInfo, "path" | "kind">): string {
  if (kind === "text") return "text/plain; charset=utf-8";
  const extension = nameOf(path).split(".").at(-1)?.toLowerCase() ?? "";
  return (kind === "image" && imageTypes[extension]) || "application/octet-stream";
}

export const hostileHeaders = {
  "X-Content-Type-Options": "nosniff",
  "Content-Security-Policy": "sandbox; default-src 'none'",
} as const;
