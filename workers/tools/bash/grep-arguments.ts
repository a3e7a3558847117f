/** GNU grep's arguments as ripgrep's. What cannot be translated is refused, never guessed. Pure. */
import { toRustPattern } from "./posix-pattern.ts";

export type GrepArguments =
  | {
      readonly ok: true;
      readonly args: string[];
      readonly operands: string[];
      readonly recursive: boolean;
    }
  | { readonly ok: false; readonly why: string };

type Syntax = "basic" | "extended" | "fixed" | "perl";

const plain: Record<string, string> = {
  i: "--ignore-case",
  y: "--ignore-case",
  v: "--invert-match",
  w: "--word-regexp",
  x: "--line-regexp",
  n: "--line-number",
  c: "--count --include-zero",
  l: "--files-with-matches",
  L: "--files-without-match",
  o: "--only-matching",
  q: "--quiet",
  s: "--no-messages",
  h: "--no-filename",
  H: "--with-filename",
  a: "--text",
  b: "--byte-offset",
  z: "--null-data",
  Z: "--null",
  I: "",
  U: "",
};
const valued: Record<string, string> = {
  A: "--after-context=",
  B: "--before-context=",
  C: "--context=",
  m: "--max-count=",
};
const longNames: Record<string, string> = {
  "ignore-case": "i",
  "invert-match": "v",
  "word-regexp": "w",
  "line-regexp": "x",
  "line-number": "n",
  count: "c",
  "files-with-matches": "l",
  "files-without-match": "L",
  "only-matching": "o",
  quiet: "q",
  silent: "q",
  "no-messages": "s",
  "no-filename": "h",
  "with-filename": "H",
  text: "a",
  "byte-offset": "b",
  "null-data": "z",
  null: "Z",
  recursive: "r",
  "dereference-recursive": "r",
  "extended-regexp": "E",
  "fixed-strings": "F",
  "basic-regexp": "G",
  "perl-regexp": "P",
  "after-context": "A",
  "before-context": "B",
  context: "C",
  "max-count": "m",
  regexp: "e",
  file: "f",
  include: "include",
  exclude: "exclude",
  "exclude-dir": "exclude-dir",
  color: "color",
  colour: "color",
  "binary-files": "binary-files",
  "line-buffered": "I",
};
const takesValue = new Set(["A", "B", "C", "m", "e", "f", "include", "exclude", "exclude-dir"]);
const syntaxes: Record<string, Syntax> = { E: "extended", F: "fixed", G: "basic", P: "perl" };

export function grepArguments(name: string, argv: readonly string[]): GrepArguments {
  const options: string[] = [];
  const includes: string[] = [];
  const excludes: string[] = [];
  const patterns: string[] = [];
  const operands: string[] = [];
  let syntax: Syntax = name === "egrep" ? "extended" : name === "fgrep" ? "fixed" : "basic";
  let recursive = false;
  let unknown: string | null = null;

  const apply = (key: string, value: string): void => {
    if (key === "r" || key === "R") recursive = true;
    else if (syntaxes[key]) syntax = syntaxes[key];
    else if (key === "e") patterns.push(...value.split("\n"));
    else if (key === "include") includes.push(`--glob=${value}`);
    else if (key === "exclude") excludes.push(`--glob=!${value}`);
    else if (key === "exclude-dir") excludes.push(`--glob=!**/${value.replace(/\/+$/, "")}/**`);
    else if (key === "color") return;
    else if (key === "binary-files" && value !== "text") return;
    else if (key === "binary-files") options.push("--text");
    else if (valued[key] && /^\d+$/.test(value)) options.push(valued[key] + value);
    else if (plain[key] !== undefined) options.push(...plain[key].split(" ").filter(Boolean));
    else unknown = key.length === 1 ? `-${key}` : `--${key}`;
  };

  const words = [...argv];
  for (let word = words.shift(); word !== undefined; word = words.shift()) {
    if (word === "--") {
      operands.push(...words);
      break;
    }
    if (word.startsWith("--")) {
      const cut = word.indexOf("=");
      const key = longNames[cut === -1 ? word.slice(2) : word.slice(2, cut)];
      const value = cut === -1 ? undefined : word.slice(cut + 1);
      if (!key) unknown = word;
      else apply(key, value ?? (takesValue.has(key) ? (words.shift() ?? "") : ""));
    } else if (/^-\d+$/.test(word)) {
      apply("C", word.slice(1));
    } else if (word.startsWith("-") && word !== "-") {
      for (let at = 1; at < word.length; at++) {
        const key = word[at] ?? "";
        if (!takesValue.has(key)) {
          apply(key, "");
          continue;
        }
        apply(key, at + 1 < word.length ? word.slice(at + 1) : (words.shift() ?? ""));
        break;
      }
    } else operands.push(word);
  }

  if (unknown) return { ok: false, why: `the option ${unknown} is not supported in this shell` };
  if (patterns.length === 0) {
    const first = operands.shift();
    if (first === undefined) return { ok: false, why: "no pattern was given" };
    patterns.push(...first.split("\n"));
  }
  const translated = patterns.map((pattern) =>
    syntax === "fixed" || syntax === "perl" ? pattern : toRustPattern(pattern, syntax),
  );
  const args = [
    "--color=never",
    "--no-heading",
    "--no-ignore",
    "--hidden",
    ...(options.includes("--line-number") ? [] : ["--no-line-number"]),
    ...(syntax === "fixed" ? ["--fixed-strings"] : []),
    ...options,
    ...includes,
    ...excludes,
    ...translated.flatMap((pattern) => ["-e", pattern]),
  ];
  return { ok: true, args, operands, recursive };
}
