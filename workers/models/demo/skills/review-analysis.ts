import type { Say } from "../language.ts";
import type { SourceFile } from "../moves.ts";
import { dialectOf, isTest } from "../source/dialect.ts";
import { type Definition, findDefinitions, indentOf } from "../source/functions.ts";
import { mask } from "../source/mask.ts";
import type { LineEdit } from "../source/snippet.ts";
import { type Aspect, lineRules, type Weight } from "./review-rules.ts";

export interface Finding {
  readonly aspect: Aspect;
  readonly weight: Weight;
  /** From 1. */
  readonly line: number;
  readonly words: string;
  readonly edit: LineEdit | null;
}

const aspects: Aspect[] = ["bugs", "security", "performance", "quality", "tests", "docs"];
/** So that one habit does not bury everything else. */
const shownOfOneKind = 4;

/** In the order they are numbered for the reader. */
export function analyse(file: SourceFile, tested: boolean, say: Say): Finding[] {
  const definitions = findDefinitions(file.path, file.lines);
  const found = [
    ...byLine(file, say),
    ...emptyHandlers(file, say),
    ...inLoops(file, say),
    ...shapes(file, definitions, say),
    ...testsAndDocs(file, definitions, tested, say),
  ];
  const weights: Weight[] = ["high", "medium", "low"];
  return found.sort(
    (a, b) =>
      aspects.indexOf(a.aspect) - aspects.indexOf(b.aspect) ||
      weights.indexOf(a.weight) - weights.indexOf(b.weight) ||
      a.line - b.line,
  );
}

function byLine(file: SourceFile, say: Say): Finding[] {
  const dialect = dialectOf(file.path);
  const masked = mask(file.lines, dialect).lines;
  const found: Finding[] = [];
  for (const rule of lineRules) {
    if (!rule.dialects.includes(dialect)) continue;
    if (isTest(file.path) && (rule.id === "print" || rule.id === "secret")) continue;
    const hits: Finding[] = [];
    for (const [i, raw] of file.lines.entries()) {
      const seen = (rule.code?.test(masked[i] ?? "") ?? false) || (rule.raw?.test(raw) ?? false);
      if (!seen || rule.unless?.test(raw)) continue;
      const next = rule.fix?.(raw) ?? null;
      const needed = next?.length === 0 && /(?:\)|\belse|=>)\s*$/.test(masked[i - 1] ?? "");
      const edit = next === null || needed ? null : { from: i + 1, to: i + 1, next };
      hits.push({
        aspect: rule.aspect,
        weight: rule.weight,
        line: i + 1,
        words: say(rule.ja, rule.en),
        edit,
      });
    }
    found.push(...hits.slice(0, shownOfOneKind));
  }
  return found;
}

/** Handlers over several lines that do nothing. */
function emptyHandlers(file: SourceFile, say: Say): Finding[] {
  const dialect = dialectOf(file.path);
  const { lines } = mask(file.lines, dialect);
  const found: Finding[] = [];
  for (let i = 0; i + 1 < lines.length; i++) {
    const js =
      dialect === "js" &&
      /catch\s*(?:\([^)]*\))?\s*\{\s*$/.test(lines[i] ?? "") &&
      /^\s*\}/.test(lines[i + 1] ?? "");
    const python =
      dialect === "python" &&
      /^\s*except\b.*:\s*$/.test(lines[i] ?? "") &&
      /^\s*pass\s*$/.test(lines[i + 1] ?? "");
    if (!js && !python) continue;
    const indent = indentOf(file.lines[i] ?? "");
    const edit = js
      ? {
          from: i + 1,
          to: i + 1,
          next: [
            (file.lines[i] ?? "").replace(/catch\s*(?:\([^)]*\))?\s*\{/, "catch (error) {"),
            `${indent}  console.error(error);`,
          ],
        }
      : null;
    const words = say(
      "エラーを黙って捨てています。失敗しても気付けません。",
      "The error is swallowed: a failure goes unseen.",
    );
    found.push({ aspect: "bugs", weight: "high", line: i + 1, words, edit });
  }
  return found;
}

/** Waiting, or looping again, for each round of a loop. */
function inLoops(file: SourceFile, say: Say): Finding[] {
  const dialect = dialectOf(file.path);
  const { lines } = mask(file.lines, dialect);
  const found: Finding[] = [];
  const loops: number[] = [];
  /** Depths whose loop has been named already. */
  const waiting = new Set<number>();
  for (const [i, line] of lines.entries()) {
    if (line.trim() === "") continue;
    const indent = indentOf(line).length;
    while (loops.length > 0 && indent <= (loops.at(-1) ?? 0)) {
      waiting.delete(loops.length);
      loops.pop();
    }
    const loop = /^\s*(?:async\s+)?for\b|^\s*while\b|\.forEach\(/.test(line);
    if (
      loops.length > 0 &&
      !waiting.has(loops.length) &&
      /\bawait\b|\b(?:execute|query|fetch|requests\.\w+|objects\.get)\(/.test(line) &&
      !/for await/.test(line)
    ) {
      const words = say(
        "繰り返しの中で毎回待っています（N+1）。まとめて取得するか、並行に実行できないか検討してください。",
        "It waits in every round of a loop (N+1): fetch all at once, or side by side, where you can.",
      );
      waiting.add(loops.length);
      found.push({ aspect: "performance", weight: "medium", line: i + 1, words, edit: null });
    } else if (loop && loops.length >= 1) {
      const words = say(
        "入れ子の繰り返しです。件数が増えると急に遅くなります。Map や set での索引を検討してください。",
        "A loop within a loop: slow when there is much; consider an index in a Map or set.",
      );
      found.push({ aspect: "performance", weight: "low", line: i + 1, words, edit: null });
    }
    if (loop) loops.push(indent);
  }
  return found.slice(0, shownOfOneKind * 2);
}

function shapes(file: SourceFile, definitions: readonly Definition[], say: Say): Finding[] {
  const found: Finding[] = [];
  const quality = { aspect: "quality", edit: null } as const;
  if (file.lines.length > 400) {
    const words = say(
      `${file.lines.length} 行あります。役割ごとにファイルを分けられます。`,
      `The file has ${file.lines.length} lines; it could be parted by what it does.`,
    );
    found.push({ ...quality, weight: "low", line: 1, words });
  }
  for (const one of definitions) {
    if (one.kind !== "function") continue;
    const length = one.end - one.start + 1;
    if (length > 50) {
      const words = say(
        `\`${one.name}\` は ${length} 行あります。小さな関数に分けると読みやすく、試しやすくなります。`,
        `\`${one.name}\` is ${length} lines long; smaller functions are easier to read and test.`,
      );
      found.push({ ...quality, weight: "medium", line: one.start, words });
    }
    if (one.params.length > 5) {
      const words = say(
        `\`${one.name}\` は引数が ${one.params.length} 個あります。ひとつのオブジェクトにまとめられます。`,
        `\`${one.name}\` takes ${one.params.length} parameters; one object would do.`,
      );
      found.push({ ...quality, weight: "low", line: one.start, words });
    }
  }
  return found;
}

function testsAndDocs(
  file: SourceFile,
  definitions: readonly Definition[],
  tested: boolean,
  say: Say,
): Finding[] {
  const found: Finding[] = [];
  const open = definitions.filter((one) => one.kind === "function" && one.exported);
  if (!tested && !isTest(file.path) && definitions.length > 0) {
    const names = (open.length > 0 ? open : definitions)
      .slice(0, 3)
      .map((one) => `\`${one.name}\``);
    const words = say(
      `このファイルのテストが見つかりません。まず ${names.join("、")} から。`,
      `I found no test for this file; ${names.join(", ")} would be a start.`,
    );
    found.push({ aspect: "tests", weight: "medium", line: 1, words, edit: null });
  }
  const silent = open.filter((one) => one.doc === null);
  if (silent.length > 0 && !isTest(file.path)) {
    const names = silent.slice(0, 6).map((one) => `\`${one.name}\``);
    const words = say(
      `公開されている ${silent.length} 個の関数に説明がありません: ${names.join("、")}`,
      `${silent.length} public ${silent.length === 1 ? "function is" : "functions are"} undocumented: ${names.join(", ")}`,
    );
    found.push({ aspect: "docs", weight: "low", line: silent[0]?.start ?? 1, words, edit: null });
  }
  return found;
}
