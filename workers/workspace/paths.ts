import { AppError } from "../platform/errors.ts";

const maxPathBytes = 1024;
const maxSegmentBytes = 255;

/** Kept for the workspace itself at the top of a project. */
const reserved = new Set([".engawa"]);

/* C0, DEL, C1, line separators, and the marks that turn the direction of text and so disguise a name. */
// oxlint-disable-next-line no-control-regex -- these are what it refuses
const unsafe = /[\u0000-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]/u;

const encoder = new TextEncoder();
const bytesOf = (text: string): number => encoder.encode(text).length;

/** From the root of something, or further up than it came down, by either slash. */
function leadsOutside(path: string): boolean {
  if (/^(?:[A-Za-z]:)?[/\\]/.test(path)) return true;
  let depth = 0;
  for (const step of path.split(/[/\\]/)) {
    if (step === "..") depth -= 1;
    else if (step !== "" && step !== ".") depth += 1;
    if (depth < 0) return true;
  }
  return false;
}

const refuse = (path: string, why: string): never => {
  const outside = leadsOutside(path) ? { outside: true } : {};
  throw new AppError("FILE_004", { path: path.slice(0, 200), why, ...outside });
};

/**
 * The one form of a path: relative, NFC, `/` between segments, neither leading nor trailing slash.
 * The caller has decoded the address once; what still looks encoded is taken literally.
 * Throws FILE_004 with `{path, why}`, and `outside` where it leads outside the project.
 */
export function normalizePath(input: string): string {
  if (/\p{Surrogate}/u.test(input)) refuse(input.replace(/\p{Surrogate}/gu, "\ufffd"), "encoding");
  const path = input.normalize("NFC");
  if (path.startsWith("/") || /^[A-Za-z]:\//.test(path)) refuse(path, "absolute");
  if (path.includes("\\")) refuse(path, "backslash");
  if (unsafe.test(path)) refuse(path, "control_character");
  if (bytesOf(path) > maxPathBytes) refuse(path, "too_long");
  const segments = path.split("/");
  for (const segment of segments) {
    if (segment === "") refuse(path, "empty_segment");
    if (segment === "." || segment === "..") refuse(path, "dot_segment");
    if (bytesOf(segment) > maxSegmentBytes) refuse(path, "segment_too_long");
  }
  if (reserved.has(segments[0]?.toLowerCase() ?? "")) refuse(path, "reserved");
  return path;
}

/** Devices of Windows, whatever extension follows. */
const device = /^(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(?:\.|$)/i;

/**
 * A name somebody gives now: what Windows or an eye takes for another one is refused. Names that are
 * there, and those of archives, stay as they are. Throws FILE_004.
 */
export function checkNewName(path: string): void {
  for (const segment of path.split("/")) {
    if (device.test(segment.trim())) refuse(path, "device_name");
    if (/^\s|[\s.]$/u.test(segment)) refuse(path, "edge_blank");
    if (/\s\s/u.test(segment)) refuse(path, "double_blank");
  }
}

/** As `normalizePath`, and "" is the root. */
export const normalizeDirectory = (input: string): string =>
  input === "" ? "" : normalizePath(input);

export const parentOf = (path: string): string => path.slice(0, Math.max(0, path.lastIndexOf("/")));

export const nameOf = (path: string): string => path.slice(path.lastIndexOf("/") + 1);

/** Every directory above a path, the outermost first, without the root. */
export function ancestorsOf(path: string): string[] {
  const found: string[] = [];
  for (let at = path.indexOf("/"); at !== -1; at = path.indexOf("/", at + 1))
    found.push(path.slice(0, at));
  return found;
}

/** Bounds of all paths below a directory in byte order: `from < path && path < to`. */
export const below = (directory: string): { from: string; to: string } =>
  directory === ""
    ? { from: "", to: "\u{10ffff}" }
    : { from: `${directory}/`, to: `${directory}0` };
