/** A POSIX regular expression, basic or extended, in the syntax of ripgrep's engine. Pure. */

/** Letters that keep their backslash: classes, boundaries and controls both sides know. */
const keepEscaped = /[wWsSbB<>]/;
/** What means itself in a basic expression and something else to the engine. */
const basicLiterals = /[(){}|+?]/;

export function toRustPattern(pattern: string, syntax: "basic" | "extended"): string {
  const basic = syntax === "basic";
  let out = "";
  for (let at = 0; at < pattern.length; at++) {
    const char = pattern[at] ?? "";
    if (char === "[") {
      const end = bracketEnd(pattern, at);
      out += end === -1 ? "\\[" : bracket(pattern.slice(at + 1, end));
      if (end !== -1) at = end;
    } else if (char === "\\") {
      out += escaped(pattern[++at] ?? "", basic);
    } else if (basic && (basicLiterals.test(char) || isLiteralStar(pattern, at))) {
      out += `\\${char}`;
    } else if (!basic && char === "{" && !/^\{\d*,?\d*\}/.test(pattern.slice(at))) {
      out += "\\{";
    } else if (!basic && char === "}" && !/\{\d*,?\d*$/.test(pattern.slice(0, at))) {
      out += "\\}";
    } else if (basic && char === "^" && !opensBranch(pattern, at)) {
      out += "\\^";
    } else if (basic && char === "$" && !closesBranch(pattern, at)) {
      out += "\\$";
    } else out += char;
  }
  return out;
}

const opensBranch = (pattern: string, at: number): boolean =>
  at === 0 || /\\[(|]$/.test(pattern.slice(0, at));

const closesBranch = (pattern: string, at: number): boolean =>
  at === pattern.length - 1 || /^\$\\[)|]/.test(pattern.slice(at));

const isLiteralStar = (pattern: string, at: number): boolean =>
  pattern[at] === "*" && (opensBranch(pattern, at) || (at === 1 && pattern[0] === "^"));

function escaped(char: string, basic: boolean): string {
  if (basic && basicLiterals.test(char)) return char;
  if (char === "`") return "\\A";
  if (char === "'") return "\\z";
  if (keepEscaped.test(char) || /[1-9]/.test(char)) return `\\${char}`;
  // A backslash before an ordinary letter is that letter.
  return /[!-/:-@[-`{-~]/.test(char) ? `\\${char}` : char;
}

/** The closing bracket: not the first character, nor one inside [:alpha:]. */
function bracketEnd(pattern: string, open: number): number {
  let at = open + 1;
  if (pattern[at] === "^") at++;
  if (pattern[at] === "]") at++;
  for (; at < pattern.length; at++) {
    if (pattern[at] === "[" && pattern[at + 1] === ":") {
      const close = pattern.indexOf(":]", at + 2);
      if (close !== -1) at = close + 1;
    } else if (pattern[at] === "]") return at;
  }
  return -1;
}

/** Inside brackets a backslash means itself, and only `]`, `^`, `-` and `[:class:]` are special. */
function bracket(inside: string): string {
  const negated = inside.startsWith("^");
  const body = negated ? inside.slice(1) : inside;
  const text = body
    .split(/(\[:[a-z]+:\])/)
    .map((part) => (/^\[:[a-z]+:\]$/.test(part) ? part : part.replaceAll(/[\\[\]&~]/g, "\\$&")))
    .join("");
  return `[${negated ? "^" : ""}${text}]`;
}
