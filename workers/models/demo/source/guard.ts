/** What an error means at a line of code, and the lines that prevent it. */
import type { Say } from "../language.ts";
import type { Definition } from "./functions.ts";
import { literal } from "./literal.ts";
import type { Masked } from "./mask.ts";
import type { LineEdit } from "./snippet.ts";

export interface Place {
  readonly lines: readonly string[];
  readonly masked: Masked;
  /** From 1. */
  readonly line: number;
  readonly within: Definition | undefined;
  readonly message: string;
  readonly say: Say;
}

export interface Diagnosis {
  /** Why it fails, in words. */
  readonly cause: string;
  /** What the edit does; null where there is nothing mechanical to do. */
  readonly remedy: string | null;
  readonly edit: LineEdit | null;
  /** A call that used to fail and the value it now has, as code; null where it cannot be told. */
  readonly example: { readonly args: string; readonly expected: string } | null;
}

export const noEdit = (cause: string): Diagnosis => ({
  cause,
  remedy: null,
  edit: null,
  example: null,
});

/** Where the innermost assignment of a name stands above a line; its right-hand side. */
export function assignmentOf(
  place: Place,
  name: string,
): { line: number; value: string } | undefined {
  const from = place.within?.start ?? 1;
  const pattern = new RegExp(
    String.raw`^\s*(?:const |let |var )?${literal(name)}\s*(?::[^=]+)?=\s*([^=].*)$`,
  );
  for (let line = place.line - 1; line >= from; line--) {
    const value = pattern.exec(place.lines[line - 1] ?? "")?.[1];
    if (value !== undefined) return { line, value: value.replace(/;\s*$/, "").trim() };
  }
  return undefined;
}

export const rootOf = (subject: string): string => /^[\w$]+/.exec(subject)?.[0] ?? "";

/** A known name close to a misspelt one. */
export function similarName(name: string, known: Iterable<string>): string | undefined {
  let best: string | undefined;
  let least = Math.min(2, Math.floor(name.length / 3)) + 1;
  for (const one of known) {
    if (one === name || Math.abs(one.length - name.length) >= least) continue;
    const distance = editDistance(name.toLowerCase(), one.toLowerCase());
    if (distance < least) {
      least = distance;
      best = one;
    }
  }
  return best;
}

/** Letters to insert, drop, change or swap with their neighbour. */
function editDistance(a: string, b: string): number {
  let before: number[] = [];
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const change = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      const swap = swapped ? (before[j - 2] ?? 0) + 1 : Infinity;
      next.push(Math.min((row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1, change, swap));
    }
    before = row;
    row = next;
  }
  return row[b.length] ?? 0;
}

/** Replaces one name on one line. */
export function renameOnLine(place: Place, from: string, to: string): LineEdit {
  const pattern = new RegExp(String.raw`(?<![\w$])${literal(from)}(?![\w$])`, "g");
  const line = (place.lines[place.line - 1] ?? "").replaceAll(pattern, to);
  return { from: place.line, to: place.line, next: [line] };
}

export function namesIn(lines: readonly string[]): Set<string> {
  return new Set(lines.join("\n").match(/[A-Za-z_$][\w$]*/g) ?? []);
}

export function missingName(
  place: Place,
  modules: ReadonlySet<string>,
  importLine: (name: string) => string,
): Diagnosis {
  const { say, lines } = place;
  const name = /(?:name )?'?([\w$]+)'? is not defined|Cannot find name '([\w$]+)'/.exec(
    place.message,
  );
  const missing = name?.[1] ?? name?.[2] ?? "";
  const cause = say(
    `\`${missing}\` という名前は、この行で使えるところに定義されていません。`,
    `No name \`${missing}\` is defined where this line can see it.`,
  );
  if (modules.has(missing)) {
    const at = lines.findIndex((line) => /^(?:import |from |const .*require\()/.test(line));
    const line = Math.max(1, at + 1);
    const edit = { from: line, to: line, next: [importLine(missing), lines[line - 1] ?? ""] };
    const remedy = say(
      `標準モジュール \`${missing}\` の import を足します。`,
      `Import the standard module \`${missing}\`.`,
    );
    return { cause, remedy, edit, example: null };
  }
  const others = namesIn(place.masked.lines.filter((_, i) => i !== place.line - 1));
  const meant = similarName(missing, others);
  if (meant === undefined) return noEdit(cause);
  return {
    cause,
    remedy: say(
      `近い名前の \`${meant}\` があるので、書き間違いとして直します。`,
      `There is a \`${meant}\`, so I take it for a misspelling.`,
    ),
    edit: renameOnLine(place, missing, meant),
    example: null,
  };
}
