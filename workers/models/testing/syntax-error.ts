/** Whether text is a program of its language, as far as can be told in milliseconds. */
import { parseSync } from "oxc-parser";
import { indentOf } from "../demo/source/functions.ts";
import { isBalanced, mask } from "../demo/source/mask.ts";

export function syntaxError(path: string, text: string): string | null {
  if (path.endsWith(".py")) return pythonError(text.split("\n"));
  return parseSync(path, text).errors[0]?.message ?? null;
}

/** Brackets and strings close, a colon is followed by a deeper block, and each block ends at a level that was open. */
function pythonError(lines: readonly string[]): string | null {
  if (!isBalanced(lines, "python")) return "brackets or strings do not close";
  const masked = mask(lines, "python");
  const levels = [0];
  let depth = 0;
  let opened = false;
  let continued = false;
  for (const [i, line] of masked.lines.entries()) {
    const starts = depth === 0 && !continued && !masked.inString.has(i) && line.trim() !== "";
    if (starts) {
      const indent = indentOf(line).length;
      if (opened !== indent > (levels.at(-1) ?? 0)) return `line ${i + 1}: unexpected indent`;
      if (opened) levels.push(indent);
      while (indent < (levels.at(-1) ?? 0)) levels.pop();
      if (indent !== levels.at(-1)) return `line ${i + 1}: the indent matches no block`;
    }
    for (const char of line) depth += "([{".includes(char) ? 1 : ")]}".includes(char) ? -1 : 0;
    continued = line.endsWith("\\");
    if (line.trim() !== "") opened = depth === 0 && /:\s*$/.test(line);
  }
  return opened ? "a block is missing at the end" : null;
}
