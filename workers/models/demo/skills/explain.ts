/** Explaining a file, a function or the whole project by what can be seen in it. */
import type { Conversation } from "../conversation.ts";
import { mentionedFiles, mentionedName } from "../mentions.ts";
import { call, grepCall, parseMatches, readFile } from "../moves.ts";
import type { Skill } from "../play.ts";
import { type Definition, findDefinitions } from "../source/functions.ts";
import { studyProject } from "../source/project.ts";
import { literal } from "../source/literal.ts";
import { findFunction } from "./edit.ts";

export function* explainProject(c: Conversation): Skill {
  const project = yield* studyProject(c);
  if (project.code.length === 0 && project.manifest === null)
    return c.say("プロジェクトにコードが見つかりません。", "I found no code in this project.");
  const list = (items: readonly string[]) => items.map((one) => `- ${one}`).join("\n");
  const fromReadme = project.readme?.lines.find((line) => /^[^#\s![<|>-].{20,}/.test(line)) ?? "";
  return [
    `## ${project.name || c.say("このプロジェクト", "This project")}`,
    project.description ||
      fromReadme ||
      c.say("マニフェストに説明はありません。", "Its manifest has no description."),
    project.entries.length === 0
      ? ""
      : `**${c.say("入口", "Entry points")}**\n\n${list(project.entries.map((file) => `\`${file.path}\` (${file.lines.length} ${c.say("行", "lines")})`))}`,
    project.publicApi.length === 0
      ? ""
      : `**${c.say("公開されているもの", "What it exports")}**\n\n${list(project.publicApi.slice(0, 15).map(({ path, definition }) => `\`${definition.name}\` (\`${path}:${definition.start}\`)${definition.doc === null ? "" : `: ${definition.doc}`}`))}`,
    project.dependencies.length === 0
      ? ""
      : `**${c.say("依存", "Dependencies")}**: ${project.dependencies.slice(0, 15).join(", ")}`,
    c.say(
      `コード ${project.code.length} ファイル、テスト ${project.tests.length} ファイル。ファイルに書かれていることだけをまとめました。`,
      `${project.code.length} code files, ${project.tests.length} test files. This sums up what the files say and no more.`,
    ),
  ]
    .filter(Boolean)
    .join("\n\n");
}

export function* explain(c: Conversation): Skill {
  const name = mentionedName(c.turn.ask);
  const path =
    mentionedFiles(c.turn.ask)[0] ??
    (name === undefined ? (c.turn.openFile ?? undefined) : undefined);
  if (name !== undefined) {
    const { file, fn } = yield* findFunction(c);
    const [used] = yield* call(c, "", grepCall(String.raw`\b${literal(fn.name)}\(`));
    const uses = parseMatches(used).filter(
      (match) => match.path !== file.path || match.line !== fn.start,
    );
    return describeFunction(
      c,
      file.path,
      file.lines,
      fn,
      uses.slice(0, 8).map((match) => `\`${match.path}:${match.line}\``),
    );
  }
  if (path === undefined) return yield* explainProject(c);
  const file = yield* readFile(c, path, c.say(`\`${path}\` を読みます。`, `Reading \`${path}\`.`));
  const definitions = findDefinitions(file.path, file.lines);
  const imports = file.lines
    .filter((line) =>
      /^\s*(?:import\b|from\s+\S+\s+import|const .*require\(|#include|use |package )/.test(line),
    )
    .slice(0, 10);
  const rows = definitions
    .slice(0, 40)
    .map(
      (one) =>
        `- \`${one.name}\`${one.params.length > 0 ? ` (${one.params.join(", ")})` : ""}, ${c.say(`${one.start}〜${one.end} 行`, `lines ${one.start}–${one.end}`)}${one.doc === null ? "" : `: ${one.doc}`}`,
    );
  return [
    `## \`${file.path}\``,
    c.say(
      `${file.lines.length} 行、定義 ${definitions.length} 個。`,
      `${file.lines.length} lines, ${definitions.length} definitions.`,
    ),
    rows.length === 0 ? `\`\`\`\n${file.lines.slice(0, 20).join("\n")}\n\`\`\`` : rows.join("\n"),
    imports.length === 0
      ? ""
      : `**${c.say("読み込むもの", "It imports")}**\n\n\`\`\`\n${imports.join("\n")}\n\`\`\``,
    honest(c),
  ]
    .filter(Boolean)
    .join("\n\n");
}

function describeFunction(
  c: Conversation,
  path: string,
  lines: readonly string[],
  fn: Definition,
  uses: readonly string[],
): string {
  const body = lines.slice(fn.start - 1, fn.end);
  const code = body.join("\n");
  const traits = [
    /\bif\b/.test(code)
      ? c.say(
          `条件分岐 ${(code.match(/\bif\b/g) ?? []).length} か所`,
          `${(code.match(/\bif\b/g) ?? []).length} conditions`,
        )
      : "",
    /\b(?:for|while)\b|\.map\(|\.forEach\(/.test(code) ? c.say("繰り返しあり", "it loops") : "",
    /\bawait\b/.test(code) ? c.say("非同期に待つ", "it waits for something asynchronous") : "",
    /\b(?:throw|raise)\b/.test(code)
      ? c.say("エラーを投げることがある", "it can raise an error")
      : "",
    /\b(?:try|except|catch)\b/.test(code) ? c.say("エラーを捕まえる", "it catches errors") : "",
  ].filter(Boolean);
  const returns = body
    .filter((line) => /^\s*return\b/.test(line))
    .slice(0, 3)
    .map((line) => `\`${line.trim()}\``);
  return [
    `## \`${fn.name}\` — \`${path}:${fn.start}\``,
    fn.doc ?? c.say("コードに説明は書かれていません。", "The code does not document it."),
    `\`\`\`\n${body.slice(0, 30).join("\n")}\n\`\`\``,
    `- ${c.say("引数", "Parameters")}: ${fn.params.map((one) => `\`${one}\``).join(", ") || c.say("なし", "none")}\n- ${c.say("戻り値", "Returns")}: ${returns.join(" / ") || c.say("なし", "nothing")}\n- ${c.say("特徴", "What it does")}: ${traits.join(c.say("、", ", ")) || c.say("一直線の処理", "straight through")}\n- ${c.say("使用箇所", "Used at")}: ${uses.join(", ") || c.say("見つかりません", "none found")}`,
    honest(c),
  ].join("\n\n");
}

const honest = (c: Conversation): string =>
  c.say(
    "デモモデルは形から読み取れることだけを述べています。意図までは読み取れません。",
    "The demo model tells what the shape of the code shows; it does not understand its intent.",
  );
