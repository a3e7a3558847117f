/** The functions and classes of a source file: name, place, parameters, documentation. */
import { dialectOf } from "./dialect.ts";
import { mask, type Masked } from "./mask.ts";

export interface Definition {
  readonly kind: "function" | "class";
  readonly name: string;
  /** From 1, both included. */
  readonly start: number;
  readonly end: number;
  /** The line the body begins on; equals `start` where it is on the same line. */
  readonly body: number;
  readonly indent: string;
  readonly params: string[];
  readonly signature: string;
  readonly exported: boolean;
  /** The first sentence of its documentation. */
  readonly doc: string | null;
}

const notNames = new Set(
  "if for while switch catch return function with else do new await".split(" "),
);

const jsShapes = [
  /^(\s*)(export\s+(?:default\s+)?)?(?:declare\s+)?(?:async\s+)?function\s*\*?\s*([\w$]+)/,
  /^(\s*)(export\s+(?:default\s+)?)?(?:abstract\s+)?class\s+([\w$]+)/,
  /^(\s*)(export\s+)?(?:const|let|var)\s+([\w$]+)\s*(?::[^=]+)?=\s*(?:async\s*)?(?:function\b|\([^)]*\)?[^=]*=>|\(\s*$|[\w$]+\s*=>)/,
  /^(\s*)((?:module\.)?exports\.)([\w$]+)\s*=\s*(?:async\s*)?(?:function\b|\([^)]*\)\s*=>|[\w$]+\s*=>)/,
  /^(\s+)()(?:(?:public|private|protected|static|async|override|readonly|get|set)\s+)*\*?\s*(#?[\w$]+)\s*(?:<[^>]*>)?\([^;]*\{\s*$/,
];
const otherShapes = [
  /^(\s*)(pub\s+|public\s+|export\s+)?(?:async\s+|static\s+)*(?:func|fn|def|fun)\s+(?:\([^)]*\)\s*)?([\w$]+)/,
  /^(\s*)(public\s+)?(?:(?:private|protected|static|final)\s+)*[\w<>[\], ]+\s+(\w+)\s*\([^;]*\{\s*$/,
  /^(\s*)(pub\s+|public\s+)?(?:class|struct|interface|trait|impl|type)\s+(\w+)/,
];

export function findDefinitions(path: string, lines: readonly string[]): Definition[] {
  const dialect = dialectOf(path);
  const masked = mask(lines, dialect);
  if (dialect === "python") return pythonDefinitions(lines, masked);
  const shapes = dialect === "js" ? jsShapes : otherShapes;
  const found: Definition[] = [];
  for (const [i, code] of masked.lines.entries()) {
    for (const shape of shapes) {
      const match = shape.exec(code);
      const name = match?.[3];
      if (!match || name === undefined || notNames.has(name)) continue;
      const span = braceSpan(masked.lines, i);
      const kind = /\b(?:class|struct|interface|trait|impl)\s+\w/.test(code) ? "class" : "function";
      const head = headOf(masked.lines, i);
      found.push({
        kind,
        name,
        start: i + 1,
        ...span,
        indent: match[1] ?? "",
        params: kind === "function" ? paramsOf(head) : [],
        signature: (lines[i] ?? "")
          .trim()
          .replace(/\s*(?:\{|=>).*$/, "")
          .replace(/^export\s+(?:default\s+)?/, ""),
        exported: match[2] !== undefined && match[2] !== "",
        doc: docAbove(lines, i),
      });
      break;
    }
  }
  return found;
}

/** From the line of the head to the brace that closes it; one expression where there is none. */
function braceSpan(lines: readonly string[], from: number): { end: number; body: number } {
  let depth = 0;
  let round = 0;
  let body = 0;
  for (let i = from; i < lines.length; i++) {
    for (const char of lines[i] ?? "") {
      if (char === "(") round++;
      if (char === ")") round--;
      if (char === "{" && (round === 0 || body > 0)) {
        depth++;
        body ||= i + 1;
      }
      if (char === "}" && body > 0 && --depth === 0) return { end: i + 1, body };
      if (char === ";" && body === 0 && round === 0) return { end: i + 1, body: i + 1 };
    }
    const next = lines[i + 1] ?? "";
    if (
      body === 0 &&
      round === 0 &&
      (next.trim() === "" || /^\S/.test(next)) &&
      !/[=>,({]\s*$/.test(lines[i] ?? "") &&
      !/^\s*\{/.test(next)
    ) {
      return { end: i + 1, body: i + 1 };
    }
  }
  return { end: lines.length, body: body || from + 1 };
}

function pythonDefinitions(lines: readonly string[], masked: Masked): Definition[] {
  const found: Definition[] = [];
  for (const [i, code] of masked.lines.entries()) {
    const match = /^(\s*)(?:async\s+)?(def|class)\s+(\w+)/.exec(code);
    const name = match?.[3];
    if (!match || name === undefined) continue;
    const indent = match[1] ?? "";
    let head = i;
    for (let round = 0; head < lines.length; head++) {
      for (const char of masked.lines[head] ?? "") {
        if ("([".includes(char)) round++;
        if (")]".includes(char)) round--;
      }
      if (round === 0 && /:\s*(?:\S.*)?$/.test(masked.lines[head] ?? "")) break;
    }
    let end = head;
    for (let j = head + 1; j < lines.length; j++) {
      const line = masked.lines[j] ?? "";
      if (masked.inString.has(j)) end = j;
      else if (line.trim() === "") continue;
      else if (indentOf(line).length > indent.length) end = j;
      else break;
    }
    const doc = /^\s*[rbuf]*("""|''')(.*)$/i.exec(lines[head + 1] ?? "");
    const sentence = doc
      ? doc[2]?.replace(doc[1] ?? "", "").trim() || (lines[head + 2] ?? "").trim()
      : null;
    found.push({
      kind: match[2] === "class" ? "class" : "function",
      name,
      start: i + 1,
      end: end + 1,
      body: Math.min(head + 2, end + 1),
      indent,
      params: match[2] === "def" ? paramsOf(headOf(masked.lines, i)) : [],
      signature: lines
        .slice(i, head + 1)
        .map((one) => one.trim())
        .join(" ")
        .replace(/:\s*$/, ""),
      exported: indent === "" && !name.startsWith("_"),
      doc: sentence === null || sentence === "" ? null : firstSentence(sentence),
    });
  }
  return found;
}

const headOf = (lines: readonly string[], from: number): string =>
  lines.slice(from, from + 12).join(" ");

/** Names of the parameters in the first round brackets; patterns in braces are left out. */
function paramsOf(head: string): string[] {
  const from = head.indexOf("(");
  if (from < 0) {
    const single = /=\s*(?:async\s+)?([\w$]+)\s*=>/.exec(head)?.[1];
    return single === undefined ? [] : [single];
  }
  const parts: string[] = [];
  let depth = 0;
  let part = "";
  for (const char of head.slice(from)) {
    if ("([{<".includes(char)) depth++;
    if (")]}".includes(char) || (char === ">" && !part.endsWith("="))) depth--;
    if (depth === 0) break;
    if (char === "," && depth === 1) {
      parts.push(part);
      part = "";
    } else if (!(char === "(" && depth === 1 && part === "")) part += char;
  }
  return [...parts, part]
    .map(
      (one) =>
        /^\s*(?:\.\.\.|\*{1,2}|(?:public|private|readonly)\s+)?\s*([\w$]+)/.exec(one)?.[1] ?? "",
    )
    .filter((name) => name !== "" && name !== "self" && name !== "cls" && name !== "this");
}

function docAbove(lines: readonly string[], at: number): string | null {
  let i = at - 1;
  while (i >= 0 && /^\s*@/.test(lines[i] ?? "")) i--;
  const last = (lines[i] ?? "").trim();
  if (last.startsWith("//") || (last.startsWith("#") && !last.startsWith("#["))) {
    let from = i;
    while (from > 0 && /^\s*(?:\/\/|#)/.test(lines[from - 1] ?? "")) from--;
    const text = lines.slice(from, i + 1).map((one) => one.replace(/^\s*(?:\/\/+|#+)!?\s?/, ""));
    return firstSentence(text.join(" "));
  }
  if (!last.endsWith("*/")) return null;
  let from = i;
  while (from > 0 && !(lines[from] ?? "").trim().startsWith("/*")) from--;
  const text = lines
    .slice(from, i + 1)
    .map((one) => one.replace(/^\s*\/?\*+\/?\s?/, "").replace(/\s*\*\/\s*$/, ""))
    .filter((one) => !/^\s*@/.test(one));
  return firstSentence(text.join(" "));
}

function firstSentence(text: string): string | null {
  const flat = text.replaceAll(/\s+/g, " ").trim();
  if (flat === "") return null;
  const end = /[。．]|[.!?](?=\s|$)/.exec(flat);
  return (end ? flat.slice(0, end.index + 1) : flat).slice(0, 200);
}

export const indentOf = (line: string): string => /^\s*/.exec(line)?.[0] ?? "";

/** The innermost definition around a line. */
export function around(definitions: readonly Definition[], line: number): Definition | undefined {
  return definitions
    .filter((one) => one.kind === "function" && one.start <= line && line <= one.end)
    .sort((a, b) => b.start - a.start)[0];
}
