/**
 * Source text with the contents of strings, comments and patterns blanked out, lines and columns
 * kept: what is left is code. A scanner of a few rules, not a parser; enough to find and check.
 */
import type { Dialect } from "./dialect.ts";

export interface Masked {
  /** As long as the source, line by line. */
  readonly lines: readonly string[];
  /** Lines (from 0) that begin inside a string: their indentation is content. */
  readonly inString: ReadonlySet<number>;
  /** A string or comment that never ends. */
  readonly open: boolean;
}

const regexMayFollow = /(?:^|[=(,:;!&|?{}[+\-*%<>~^]|\b(?:return|typeof|case|in|of|do|else))\s*$/;

export function mask(lines: readonly string[], dialect: Dialect): Masked {
  const text = lines.join("\n");
  const out: string[] = [];
  const inString = new Set<number>();
  /** Template literals nest: the depth of braces at which each `${` ends. */
  const templates: number[] = [];
  let depth = 0;
  let line = 0;
  let open = false;
  let at = 0;

  const blank = (end: number, isString: boolean) => {
    for (; at < end && at < text.length; at++) {
      const newline = text[at] === "\n";
      if (newline) line++;
      if (newline && isString) inString.add(line);
      out.push(newline ? "\n" : " ");
    }
  };
  const keep = (count: number) => {
    for (let i = 0; i < count; i++, at++) {
      if (text[at] === "\n") line++;
      out.push(text[at] ?? "");
    }
  };
  /** A string from its opening quotes on; the quotes stay. */
  const string = (quote: string, multiline: boolean) => {
    keep(quote.length);
    let end = at;
    while (end < text.length && !text.startsWith(quote, end)) {
      if (text[end] === "\n" && !multiline) break;
      end += text[end] === "\\" ? 2 : 1;
    }
    if (end >= text.length && multiline) open = true;
    blank(end, true);
    if (text.startsWith(quote, at)) keep(quote.length);
  };
  const template = () => {
    while (at < text.length) {
      if (text[at] === "\\") blank(at + 2, true);
      else if (text[at] === "`") return keep(1);
      else if (text.startsWith("${", at)) {
        templates.push(depth);
        depth++;
        return keep(2);
      } else blank(at + 1, true);
    }
    open = true;
  };

  while (at < text.length) {
    const char = text[at] ?? "";
    if (dialect === "python" ? char === "#" : text.startsWith("//", at)) {
      const end = text.indexOf("\n", at);
      blank(end < 0 ? text.length : end, false);
    } else if (dialect !== "python" && text.startsWith("/*", at)) {
      const end = text.indexOf("*/", at + 2);
      if (end < 0) open = true;
      blank(end < 0 ? text.length : end + 2, false);
    } else if (dialect === "python" && /^(?:"""|''')/.test(text.slice(at, at + 3))) {
      string(text.slice(at, at + 3), true);
    } else if (char === '"' || char === "'") {
      string(char, false);
    } else if (char === "`" && dialect === "js") {
      keep(1);
      template();
    } else if (char === "`" && dialect === "other") {
      string("`", true);
    } else if (char === "/" && dialect === "js" && regexMayFollow.test(out.slice(-40).join(""))) {
      const end = /^\/(?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\\n])+\//.exec(text.slice(at, at + 2000));
      if (end) blank(at + end[0].length, false);
      else keep(1);
    } else {
      if (char === "{") depth++;
      if (char === "}") {
        depth--;
        if (templates.at(-1) === depth) {
          templates.pop();
          keep(1);
          template();
          continue;
        }
      }
      keep(1);
    }
  }
  return { lines: out.join("").split("\n"), inString, open: open || templates.length > 0 };
}

/** Every bracket has its partner, every string its end: what an edit must not break. */
export function isBalanced(lines: readonly string[], dialect: Dialect): boolean {
  const masked = mask(lines, dialect);
  if (masked.open) return false;
  const pairs: Record<string, string> = { ")": "(", "]": "[", "}": "{" };
  const stack: string[] = [];
  for (const char of masked.lines.join("\n")) {
    if ("([{".includes(char)) stack.push(char);
    else if (char in pairs && stack.pop() !== pairs[char]) return false;
  }
  return stack.length === 0;
}
