/** Error handling around the body of a function, in its own indentation. */
import { type Definition, indentOf } from "./functions.ts";
import { dialectOf, isTypeScript } from "./dialect.ts";
import { mask } from "./mask.ts";
import type { LineEdit } from "./snippet.ts";

/** Null where the body cannot be wrapped line by line. */
export function wrapErrors(
  path: string,
  lines: readonly string[],
  fn: Definition,
): LineEdit | null {
  const dialect = dialectOf(path);
  if (dialect === "python") return wrapPython(lines, fn);
  return dialect === "js" ? wrapJs(path, lines, fn) : null;
}

function indentAll(
  lines: readonly string[],
  from: number,
  to: number,
  unit: string,
  inString: ReadonlySet<number>,
) {
  return lines
    .slice(from - 1, to)
    .map((line, i) => (line.trim() === "" || inString.has(from - 1 + i) ? line : unit + line));
}

function wrapPython(lines: readonly string[], fn: Definition): LineEdit | null {
  let first = fn.body;
  const { inString } = mask(lines, "python");
  const opening = /^\s*[rbuf]*("""|''')/i.exec(lines[first - 1] ?? "");
  if (opening) {
    const quote = opening[1] ?? "";
    const oneLine = (lines[first - 1] ?? "").split(quote).length > 2;
    if (!oneLine) while (first < fn.end && !(lines[first] ?? "").includes(quote)) first++;
    first += oneLine ? 1 : 2;
  }
  while (first <= fn.end && (lines[first - 1] ?? "").trim() === "") first++;
  if (first > fn.end || fn.start === fn.end || /^\s*try:/.test(lines[first - 1] ?? "")) return null;
  const indent = indentOf(lines[first - 1] ?? "");
  const unit = indent.includes("\t") ? "\t" : "    ";
  const body = lines.slice(first - 1, fn.end).join("\n");
  const kinds = pythonErrors(body);
  const next = [
    `${indent}try:`,
    ...indentAll(lines, first, fn.end, unit, inString),
    ...kinds.flatMap(([kind, what]) => [
      `${indent}except ${kind} as error:`,
      `${indent}${unit}raise RuntimeError(f"${fn.name}: ${what}: {error}") from error`,
    ]),
  ];
  return { from: first, to: fn.end, next };
}

/** The errors the calls in a body are known to raise. */
function pythonErrors(body: string): [kind: string, what: string][] {
  const found: [string, string][] = [];
  if (/\bopen\(|\.read_text\(|\.write_text\(/.test(body))
    found.push(["OSError", "file cannot be read or written"]);
  const value = /json\.loads?\(|\bint\(|\bfloat\(|strptime|\bDecimal\(/.test(body);
  const shape = /\w\[[^\]]+\]/.test(body);
  if (value && shape)
    found.push(["(ValueError, KeyError, IndexError, TypeError)", "unexpected input"]);
  else if (value) found.push(["(ValueError, TypeError)", "unexpected input"]);
  else if (shape) found.push(["(KeyError, IndexError, TypeError)", "unexpected input"]);
  if (/\brequests\.\w/.test(body)) found.push(["requests.RequestException", "request failed"]);
  return found.length > 0
    ? found
    : [["(ValueError, TypeError, AttributeError)", "unexpected input"]];
}

function wrapJs(path: string, lines: readonly string[], fn: Definition): LineEdit | null {
  const open = lines[fn.body - 1] ?? "";
  const close = lines[fn.end - 1] ?? "";
  if (fn.end <= fn.body + 1 || !/\{\s*(?:\/\/.*)?$/.test(open) || !/^\s*\}/.test(close))
    return null;
  if (/^\s*try\s*\{/.test(lines[fn.body] ?? "")) return null;
  const first = fn.body + 1;
  const last = fn.end - 1;
  const indent = indentOf(lines.slice(first - 1, last).find((line) => line.trim() !== "") ?? "  ");
  const unit = indent.includes("\t") ? "\t" : indent.slice(indentOf(close).length) || "  ";
  const semi = lines.some((line) => /;\s*$/.test(line)) ? ";" : "";
  const { inString } = mask(lines, "js");
  const reason =
    isTypeScript(path) || /\.m?js$/.test(path)
      ? "error instanceof Error ? error.message : String(error)"
      : "error.message";
  return {
    from: first,
    to: last,
    next: [
      `${indent}try {`,
      ...indentAll(lines, first, last, unit, inString),
      `${indent}} catch (error) {`,
      `${indent}${unit}const reason = ${reason}${semi}`,
      `${indent}${unit}throw new Error(\`${fn.name}: \${reason}\`, { cause: error })${semi}`,
      `${indent}}`,
    ],
  };
}
