/** Paths as the model writes them: the project stands at `/workspace`. Pure. */
import { canonicalPath, mountPoint } from "../agent/project-root.ts";
import { ToolRefusal } from "./outcome.ts";

const maxBytes = 1024;
// oxlint-disable-next-line no-control-regex -- these are what it refuses
const refused = /[\u0000-\u001f\u007f\\]/;

/**
 * `/`-separated segments with `.` and `..` resolved, from the root of everything. The documents' name
 * of the project becomes ours here, so that every rule sees one form of a path.
 */
export function resolveSegments(base: string, path: string): string {
  const out: string[] = [];
  for (const segment of (path.startsWith("/") ? path : `${base}/${path}`).split("/")) {
    if (segment === "" || segment === ".") continue;
    if (segment === "..") out.pop();
    else out.push(segment);
  }
  return canonicalPath(`/${out.join("/")}`);
}

/** Where an absolute, resolved path lies in the project; undefined when it is outside. */
export function insideProject(path: string): string | undefined {
  const absolute = canonicalPath(path);
  if (absolute === mountPoint) return "";
  return absolute.startsWith(`${mountPoint}/`) ? absolute.slice(mountPoint.length + 1) : undefined;
}

/** Relative to the project's root, "" for the root. Throws ToolRefusal for everything else. */
export function toolPath(input: string): string {
  const text = input.trim().normalize("NFC");
  if (refused.test(text)) {
    throw new ToolRefusal(
      `The path ${JSON.stringify(input.slice(0, 200))} holds a character that is not allowed (backslash or control character).`,
    );
  }
  const inside = insideProject(resolveSegments(mountPoint, text));
  if (inside === undefined) {
    throw new ToolRefusal(
      `${input.slice(0, 200)} is outside the project. Only paths below ${mountPoint} exist; give an absolute path such as ${mountPoint}/src/index.ts.`,
    );
  }
  if (new TextEncoder().encode(inside).length > maxBytes) {
    throw new ToolRefusal(`The path is longer than ${maxBytes} bytes.`);
  }
  return inside;
}

/** The absolute form the model reads. */
export const shownPath = (relative: string): string =>
  relative === "" ? mountPoint : `${mountPoint}/${relative}`;
