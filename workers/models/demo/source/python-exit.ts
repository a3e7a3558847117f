/** How a Python function leaves early without surprising its callers. */
import { indentOf } from "./functions.ts";
import { assignmentOf, type Place } from "./guard.ts";

/** `continue` where the value belongs to a round of a loop, else a return of the function's own kind. */
export function wayOut(place: Place, root: string): { statement: string } | null {
  const { within, line, lines, masked } = place;
  if (within === undefined || !isStatementStart(place)) return null;
  const indent = indentOf(lines[line - 1] ?? "").length;
  for (let i = line - 1; i > within.start; i--) {
    const loop = /^(\s*)(?:async )?(?:for\s+(.+?)\s+in\b|while\b)/.exec(masked.lines[i - 1] ?? "");
    if (!loop || (loop[1] ?? "").length >= indent) continue;
    const assigned = root === "" ? undefined : assignmentOf(place, root);
    if ((loop[2] ?? "").split(/\W+/).includes(root) || (assigned && assigned.line > i)) {
      return { statement: "continue" };
    }
    break;
  }
  if (/__init__/.test(within.name)) return null;
  const returned = masked.lines
    .slice(within.start, within.end)
    .map((one, i) => (/^\s*return\b/.test(one) ? (lines[within.start + i] ?? "") : ""))
    .map((one) => /return\s+(.+)$/.exec(one)?.[1]?.trim())
    .find((one) => one !== undefined);
  return { statement: returned === undefined ? "return" : `return ${neutral(place, returned)}` };
}

function neutral(place: Place, value: string, depth = 0): string {
  if (value.startsWith("[") || /^(?:list|sorted)\(/.test(value)) return "[]";
  if (/^\{[^:]*\}$/.test(value) && value !== "{}") return "set()";
  if (/^(?:\{|dict\()/.test(value)) return "{}";
  if (/^(?:f?["']|str\()/.test(value)) return '""';
  if (/^(?:True|False|not |bool\()/.test(value)) return "False";
  if (/^-?\d+\.\d|^float\(|\s\/\s/.test(value)) return "0.0";
  if (/^(?:-?\d+|int\(|len\(|sum\()/.test(value)) return "0";
  const lines =
    place.within === undefined ? [] : place.lines.slice(place.within.start - 1, place.line);
  const assigned =
    depth === 0 && /^\w+$/.test(value)
      ? lines
          .map((one) => new RegExp(String.raw`^\s*${value}\s*(?::[^=]+)?=\s*(.+)$`).exec(one)?.[1])
          .find((one) => one !== undefined)
      : undefined;
  return assigned === undefined ? "None" : neutral(place, assigned, 1);
}

function isStatementStart(place: Place): boolean {
  let depth = 0;
  for (let i = (place.within?.start ?? 1) - 1; i < place.line - 1; i++) {
    for (const char of place.masked.lines[i] ?? "") {
      if ("([{".includes(char)) depth++;
      if (")]}".includes(char)) depth--;
    }
  }
  return depth === 0 && !(place.lines[place.line - 2] ?? "").endsWith("\\");
}
