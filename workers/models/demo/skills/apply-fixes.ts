/** Applies those findings of the last review that can be fixed by rule. */
import type { Conversation, Turn } from "../conversation.ts";
import { absolute, change, parseRead, proposePlan, readFile, type SourceFile } from "../moves.ts";
import type { Skill, Steps } from "../play.ts";
import { dialectOf } from "../source/dialect.ts";
import { isBalanced } from "../source/mask.ts";
import { applyEdit, diffBlock, type LineEdit, lineEdit } from "../source/snippet.ts";
import { literal } from "../source/literal.ts";
import { analyse, type Finding } from "./review-analysis.ts";

interface Done {
  readonly number: number;
  readonly words: string;
}

/** The last review before this turn. */
export function lastReview(c: Conversation): Turn | undefined {
  return c.earlier.findLast((turn) => /^## (?:レビュー|Review): /m.test(turn.said));
}

export function* applyFixes(c: Conversation): Skill {
  const before = lastReview(c);
  if (before === undefined)
    return c.say("先にレビューを依頼してください。", "Please ask for a review first.");
  const reads = before.batches.flat().filter((one) => one.name === "Read" && !one.failed);
  const order = [...before.said.matchAll(/^## (?:レビュー|Review): `(.+?)`$/gm)].map(
    (match) => match[1] ?? "",
  );
  const chosen = (
    c.turn.ask
      .replaceAll(/[０-９]/g, (d) => String.fromCharCode(d.charCodeAt(0) - 0xfee0))
      .match(/\d+/g) ?? []
  ).map(Number);
  let number = 0;
  const done: Done[] = [];
  const left: string[] = [];
  for (const path of order) {
    const read = reads.find((one) => one.input["file_path"] === absolute(path));
    const old = parseRead(path, read);
    if (old === null) continue;
    const untested = new RegExp(
      `\`${literal(path)}:1\` .*(?:テストが見つかりません|found no test)`,
    ).test(before.said);
    const numbered = analyse(old, !untested, c.say).map((finding) => ({
      finding,
      number: ++number,
    }));
    const wanted = numbered.filter((one) => chosen.length === 0 || chosen.includes(one.number));
    left.push(...wanted.filter((one) => one.finding.edit === null).map((one) => `${one.number}`));
    const fixes = wanted.filter((one) => one.finding.edit !== null);
    if (fixes.length > 0) done.push(...(yield* applyTo(c, old, fixes)));
  }
  if (done.length === 0) {
    return c.say(
      "規則で直せるものは残っていませんでした（既に直したか、レビューの後で行が変わっています）。何も変更していません。",
      "There is nothing left among those that can be fixed by rule: it is fixed already, or the lines have changed since the review. Nothing was changed.",
    );
  }
  const rest =
    chosen.length > 0 && left.length > 0
      ? c.say(
          `\n\n${left.join("、")} は意図の判断が要るため、手を付けていません。`,
          `\n\nI left ${left.join(", ")} alone: they need a person's judgement.`,
        )
      : "";
  return `${c.say("適用しました", "Applied")}:\n\n${done.map((one) => `- ${one.words}`).join("\n")}${rest}\n\n${c.say("動作はまだ確かめていません。差分を確認し、テストを実行してください。", "I have not run anything: please look at the diff and run your tests.")}`;
}

function* applyTo(
  c: Conversation,
  old: SourceFile,
  fixes: readonly { finding: Finding; number: number }[],
): Steps<Done[]> {
  const file = yield* readFile(
    c,
    old.path,
    c.say(`\`${old.path}\` を読み直して修正します。`, `I read \`${old.path}\` again and fix it.`),
  );
  const dialect = dialectOf(file.path);
  let lines: readonly string[] = file.lines;
  const calls = [];
  const done: Done[] = [];
  const diffs: string[] = [];
  const touched = new Set<number>();
  for (const { finding, number } of fixes.toSorted((a, b) => b.finding.line - a.finding.line)) {
    const edit = whereNow(finding.edit, old.lines, lines);
    if (edit === null || touched.has(edit.from)) continue;
    const next = applyEdit(lines, edit);
    if (isBalanced(lines, dialect) && !isBalanced(next, dialect)) continue;
    touched.add(edit.from);
    calls.push(lineEdit(file.path, lines, edit));
    diffs.push(diffBlock(lines, edit));
    done.push({
      number,
      words: `**${number}.** \`${file.path}:${finding.line}\` ${finding.words}`,
    });
    lines = next;
  }
  if (calls.length === 0) return [];
  done.sort((a, b) => a.number - b.number);
  yield* proposePlan(
    c,
    c.say(`${file.path} の修正`, `Fixes in ${file.path}`),
    done.map((one) => one.words),
  );
  yield* change(c, diffs.toReversed().join("\n\n"), ...calls);
  return done;
}

/** The edit where its lines stand now; null when they are gone or stand there more than once. */
function whereNow(
  edit: LineEdit | null,
  before: readonly string[],
  now: readonly string[],
): LineEdit | null {
  if (edit === null) return null;
  const wanted = before.slice(edit.from - 1, edit.to).join("\n");
  const height = edit.to - edit.from;
  const at = (line: number) => now.slice(line - 1, line + height).join("\n") === wanted;
  if (at(edit.from)) return edit;
  const found = now.map((_, i) => i + 1).filter(at);
  const [from] = found;
  return from === undefined || found.length > 1 ? null : { ...edit, from, to: from + height };
}
