/** 5.5.2: edits of named functions and files that can be made by rule. */
import type { Conversation } from "../conversation.ts";
import { mentionedFiles, mentionedName, quoted } from "../mentions.ts";
import {
  call,
  change,
  choose,
  editCall,
  grepCall,
  parseMatches,
  proposePlan,
  readFile,
  readFiles,
  type SourceFile,
} from "../moves.ts";
import { Halt, type Skill, type Steps } from "../play.ts";
import { dialectOf } from "../source/dialect.ts";
import { type Definition, findDefinitions } from "../source/functions.ts";
import { isBalanced, mask } from "../source/mask.ts";
import { applyEdit, diffBlock, type LineEdit, lineEdit } from "../source/snippet.ts";
import { wrapErrors } from "../source/wrap-errors.ts";

/** The file and function a request names; the file is looked for where only the function is named. */
export function* findFunction(c: Conversation): Steps<{ file: SourceFile; fn: Definition }> {
  const name = mentionedName(c.turn.ask);
  let path: string | undefined =
    mentionedFiles(c.turn.ask)[0] ??
    (name === undefined ? (c.turn.openFile ?? undefined) : undefined);
  if (path === undefined && name !== undefined) {
    const pattern = String.raw`\b(def|function|func|fn|class)\s+${name}\b|\b${name}\s*=\s*(async\s*)?(\(|function)`;
    const [listed] = yield* call(
      c,
      c.say(`\`${name}\` の定義を探します。`, `Let me find where \`${name}\` is defined.`),
      grepCall(pattern),
    );
    const paths = [...new Set(parseMatches(listed).map((match) => match.path))];
    path =
      paths.length > 1
        ? yield* choose(
            c,
            c.say(`どの \`${name}\` ですか？`, `Which \`${name}\` do you mean?`),
            paths,
          )
        : paths[0];
    path ??= c.turn.openFile ?? undefined;
  }
  if (path === undefined) {
    throw new Halt(
      c.say(
        "対象のファイルか関数を特定できませんでした。「main.pyのparse_data関数に…」のように名前を書いてください。何も変更していません。",
        'I could not tell which file or function you mean. Please name it, e.g. "in parse_data in main.py". Nothing was changed.',
      ),
    );
  }
  const file = yield* readFile(c, path, c.say(`\`${path}\` を読みます。`, `Reading \`${path}\`.`));
  const functions = findDefinitions(file.path, file.lines).filter((one) => one.kind === "function");
  const words = new Set(c.turn.ask.split(/[^\w$]+/));
  const said = functions.filter((one) => words.has(one.name));
  const fn =
    functions.find((one) => one.name === name) ??
    (said.length === 1 ? said[0] : undefined) ??
    (name === undefined && functions.length === 1 ? functions[0] : undefined);
  if (fn !== undefined) return { file, fn };
  if (functions.length === 0) {
    throw new Halt(
      c.say(
        `\`${file.path}\` に関数が見つかりませんでした。何も変更していません。`,
        `I found no function in \`${file.path}\`. Nothing was changed.`,
      ),
    );
  }
  if (name !== undefined) {
    throw new Halt(
      c.say(
        `\`${file.path}\` に \`${name}\` は見つかりませんでした。あるのは: ${functions.map((one) => `\`${one.name}\``).join("、")}。何も変更していません。`,
        `There is no \`${name}\` in \`${file.path}\`. It has: ${functions.map((one) => `\`${one.name}\``).join(", ")}. Nothing was changed.`,
      ),
    );
  }
  const chosen = yield* choose(
    c,
    c.say("どの関数ですか？", "Which function?"),
    functions.map((one) => one.name),
  );
  const picked = functions.find((one) => one.name === chosen);
  if (picked === undefined)
    throw new Halt(c.say("その関数は見つかりませんでした。", "I found no such function."));
  return { file, fn: picked };
}

/** Shows the diff, makes the edit. Ends the turn where the code would no longer hold together. */
export function* makeEdit(
  c: Conversation,
  file: SourceFile,
  edit: LineEdit,
  why: string,
): Steps<void> {
  const dialect = dialectOf(file.path);
  if (isBalanced(file.lines, dialect) && !isBalanced(applyEdit(file.lines, edit), dialect)) {
    throw new Halt(
      c.say(
        "安全に書き換えられない形のコードなので、変更していません。",
        "This code has a shape I cannot change safely by rule, so I left it alone.",
      ),
    );
  }
  yield* proposePlan(c, why, [
    c.say(`\`${file.path}\` を変更: ${why}`, `Change \`${file.path}\`: ${why}`),
  ]);
  yield* change(
    c,
    `${why}\n\n${diffBlock(file.lines, edit)}`,
    lineEdit(file.path, file.lines, edit),
  );
}

export function* addErrorHandling(c: Conversation): Skill {
  const { file, fn } = yield* findFunction(c);
  const edit = wrapErrors(file.path, file.lines, fn);
  if (edit === null) {
    return c.say(
      `\`${fn.name}\`（${file.path}:${fn.start}）は、すでに try で囲まれているか、行単位で囲めない形です。何も変更していません。`,
      `\`${fn.name}\` (${file.path}:${fn.start}) is already wrapped in a try, or has a shape I cannot wrap line by line. Nothing was changed.`,
    );
  }
  yield* makeEdit(
    c,
    file,
    edit,
    c.say(
      `\`${fn.name}\` の本体をエラー処理で囲みます。`,
      `I wrap the body of \`${fn.name}\` in error handling.`,
    ),
  );
  return c.say(
    `\`${file.path}\` の \`${fn.name}\` にエラーハンドリングを追加しました。失敗すると、関数名と元の原因を付けて例外を投げ直します。呼び出し側がこの例外を扱うか確認してください。`,
    `Added error handling to \`${fn.name}\` in \`${file.path}\`: a failure is raised again with the function's name and the original cause. Check that its callers deal with that error.`,
  );
}

export function* addDocs(c: Conversation): Skill {
  const { file, fn } = yield* findFunction(c);
  if (fn.doc !== null) {
    return c.say(
      `\`${fn.name}\` には既に説明があります: “${fn.doc}”。何も変更していません。`,
      `\`${fn.name}\` is documented already: “${fn.doc}”. Nothing was changed.`,
    );
  }
  const words = fn.name
    .replaceAll("_", " ")
    .replaceAll(/([a-z])([A-Z])/g, "$1 $2")
    .toLowerCase()
    .trim();
  const title = `${words[0]?.toUpperCase()}${words.slice(1)}.`;
  const python = dialectOf(file.path) === "python";
  const inner = `${fn.indent}${fn.indent.includes("\t") ? "\t" : "    "}`;
  const params = fn.params.map((name) =>
    python ? `${inner}    ${name}:` : `${fn.indent} * @param ${name}`,
  );
  const doc = python
    ? params.length === 0
      ? [`${inner}"""${title}"""`]
      : [`${inner}"""${title}`, "", `${inner}Args:`, ...params, `${inner}"""`]
    : [`${fn.indent}/**`, `${fn.indent} * ${title}`, ...params, `${fn.indent} */`];
  const at = python ? fn.body : fn.start;
  const edit = { from: at, to: at, next: [...doc, file.lines[at - 1] ?? ""] };
  yield* makeEdit(
    c,
    file,
    edit,
    c.say(`\`${fn.name}\` に説明を付けます。`, `I document \`${fn.name}\`.`),
  );
  return c.say(
    `\`${fn.name}\` に説明の骨組みを付けました。デモモデルは名前と引数から書いただけなので、意味と引数の説明を確認して補ってください。`,
    `Added a first documentation to \`${fn.name}\`. The demo model derived it from the name and parameters alone: please check it and fill in what the parameters mean.`,
  );
}

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

/** "rename function foo to bar": the definition and every use, by whole words. */
export function* renameSymbol(c: Conversation): Skill {
  const words = c.turn.ask.match(/[A-Za-z_$][\w$]*/g) ?? [];
  const match =
    /\brename\s+(?:the\s+)?(?:function\s+|class\s+|variable\s+|method\s+)?[`"']?([\w$]+)[`"']?\s+(?:to|into|as)\s+[`"']?([\w$]+)/i.exec(
      c.turn.ask,
    ) ??
    /[`「]?([A-Za-z_$][\w$]*)[`」]?\s*(?:関数|クラス|変数|メソッド)?(?:の名前)?を\s*[`「]?([A-Za-z_$][\w$]*)/.exec(
      c.turn.ask,
    );
  const [, from, to] = match ?? [];
  if (from === undefined || to === undefined || words.length < 2) {
    return c.say(
      "どの名前を何に変えるかを書いてください。",
      "Please say which name to change into which.",
    );
  }
  const [listed, taken] = yield* call(
    c,
    c.say(`\`${from}\` の使用箇所を調べます。`, `Let me find every use of \`${from}\`.`),
    grepCall(String.raw`\b${from}\b`),
    grepCall(String.raw`\b${to}\b`),
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
  const pattern = new RegExp(
    String.raw`(?<![\w$])${from.replaceAll("$", String.raw`\$`)}(?![\w$])`,
    "g",
  );
  let next = "";
  let at = 0;
  for (const match of code.matchAll(pattern)) {
    next += line.slice(at, match.index) + to;
    at = match.index + from.length;
  }
  return next + line.slice(at);
}
