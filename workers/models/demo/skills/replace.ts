/** Replacing text in a file, and renaming what code calls by a name. */
import type { Conversation } from "../conversation.ts";
import { mentionedFiles, quoted } from "../mentions.ts";
import {
  call,
  change,
  editCall,
  grepCall,
  parseMatches,
  proposePlan,
  readFile,
  readFiles,
} from "../moves.ts";
import type { Skill } from "../play.ts";
import { dialectOf } from "../source/dialect.ts";
import { mask } from "../source/mask.ts";
import { literal } from "../source/literal.ts";
import { applyEdit, lineEdit } from "../source/snippet.ts";

/** "replace A with B in file", 「fileのAをBに置き換えて」. */
export function* replaceText(c: Conversation): Skill {
  const [from, to] = quoted(c.turn.ask).filter((one) => !mentionedFiles(one).includes(one));
  const path = mentionedFiles(c.turn.ask)[0] ?? c.turn.openFile ?? undefined;
  if (from === undefined || to === undefined || path === undefined) {
    return c.say(
      "何を何に、どのファイルで置き換えるかを引用符で示してください。例: main.py の「foo」を「bar」に置き換えて",
      "Please quote what to replace with what, and name the file, e.g.: replace `foo` with `bar` in main.py",
    );
  }
  const file = yield* readFile(c, path, c.say(`\`${path}\` を読みます。`, `Reading \`${path}\`.`));
  const count = from === to ? 0 : file.lines.join("\n").split(from).length - 1;
  if (count === 0)
    return c.say(
      `\`${file.path}\` に「${from}」はありません。何も変更していません。`,
      `\`${from}\` does not occur in \`${file.path}\`. Nothing was changed.`,
    );
  const what = c.say(
    `\`${file.path}\` の \`${from}\` を \`${to}\` に置き換え（${count} か所）`,
    `Replace \`${from}\` with \`${to}\` in \`${file.path}\` (${count}×)`,
  );
  yield* proposePlan(c, what, [what]);
  const request = editCall(file.path, from, to);
  yield* change(c, `${what}${c.say("ます。", ".")}`, {
    ...request,
    input: { ...request.input, replace_all: true },
  });
  return c.say(
    `\`${file.path}\` の ${count} か所を置き換えました。`,
    `Replaced ${count} ${count === 1 ? "place" : "places"} in \`${file.path}\`.`,
  );
}

/** What a request renames into what; undefined where it names files instead. */
export function renamedNames(ask: string): readonly [from: string, to: string] | undefined {
  const match =
    /\brename\s+(?:the\s+)?(?:function\s+|class\s+|variable\s+|method\s+)?[`"']?([\w$]+)(?:\(\s*\))?[`"']?\s+(?:to|into|as)\s+[`"']?([\w$]+)(?![\w$]*[./]\w)/i.exec(
      ask,
    ) ??
    /(?<![\w$./-])[`「]?([A-Za-z_$][\w$]*)(?:\(\s*\))?[`」]?\s*(?:関数|クラス|変数|メソッド)?(?:の名前)?を\s*[`「]?([A-Za-z_$][\w$]*)(?![\w$]*[./]\w)/.exec(
      ask,
    );
  const [, from, to] = match ?? [];
  return from === undefined || to === undefined ? undefined : [from, to];
}

/** "rename function foo to bar": the definition and every use, by whole words. */
export function* renameSymbol(c: Conversation): Skill {
  const [from, to] = renamedNames(c.turn.ask) ?? [];
  if (from === undefined || to === undefined) {
    return c.say(
      "どの名前を何に変えるかを書いてください。",
      "Please say which name to change into which.",
    );
  }
  const [listed, taken] = yield* call(
    c,
    c.say(`\`${from}\` の使用箇所を調べます。`, `Let me find every use of \`${from}\`.`),
    grepCall(String.raw`\b${literal(from)}\b`),
    grepCall(String.raw`\b${literal(to)}\b`),
  );
  const matches = parseMatches(listed);
  const paths = [...new Set(matches.map((one) => one.path))];
  if (paths.length === 0)
    return c.say(`\`${from}\` は見つかりませんでした。`, `I found no \`${from}\`.`);
  if (paths.length > 12)
    return c.say(
      `\`${from}\` は ${paths.length} ファイルにあります。一度に変えるには多すぎるので、変更していません。`,
      `\`${from}\` occurs in ${paths.length} files; that is too much for me to change safely at once. Nothing was changed.`,
    );
  const clash = parseMatches(taken).filter((one) => paths.includes(one.path));
  const files = yield* readFiles(c, paths);
  const what = c.say(
    `\`${from}\` を \`${to}\` に改名（${matches.length} か所、${files.length} ファイル）`,
    `Rename \`${from}\` to \`${to}\` (${matches.length} lines in ${files.length} files)`,
  );
  yield* proposePlan(
    c,
    what,
    paths.map((path) => `\`${path}\``),
  );
  const edits = files.flatMap((file) => {
    let lines: readonly string[] = file.lines;
    const code = mask(file.lines, dialectOf(file.path)).lines;
    return file.lines.flatMap((line, i) => {
      const next = renameInCode(line, code[i] ?? "", from, to);
      if (next === line) return [];
      const edit = { from: i + 1, to: i + 1, next: [next] };
      const request = lineEdit(file.path, lines, edit);
      lines = applyEdit(lines, edit);
      return [request];
    });
  });
  yield* change(c, `${what}${c.say("します。", ".")}`, ...edits);
  const warning =
    clash.length === 0
      ? ""
      : c.say(
          `\n\n注意: \`${to}\` という名前は ${clash[0]?.path}:${clash[0]?.line} に既にありました。衝突していないか確認してください。`,
          `\n\nNote: the name \`${to}\` already existed at ${clash[0]?.path}:${clash[0]?.line}; check that the two do not clash.`,
        );
  return (
    c.say(
      `${files.length} ファイルの ${edits.length} 行を変更しました。文字列とコメントの中の語はそのままです。差分を確認してください。`,
      `Changed ${edits.length} lines in ${files.length} files; words in strings and comments were left. Please look through the diff.`,
    ) + warning
  );
}

/** Whole words of the code; `code` is the line with strings and comments blanked out. */
function renameInCode(line: string, code: string, from: string, to: string): string {
  const pattern = new RegExp(String.raw`(?<![\w$])${literal(from)}(?![\w$])`, "g");
  let next = "";
  let at = 0;
  for (const match of code.matchAll(pattern)) {
    next += line.slice(at, match.index) + to;
    at = match.index + from.length;
  }
  return next + line.slice(at);
}
