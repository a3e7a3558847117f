/** 5.5.2: edits of named functions and files that can be made by rule. */
import type { Conversation } from "../conversation.ts";
import { mentionedFiles, mentionedName } from "../mentions.ts";
import {
  call,
  change,
  choose,
  grepCall,
  parseMatches,
  proposePlan,
  readFile,
  type SourceFile,
} from "../moves.ts";
import { Halt, type Skill, type Steps } from "../play.ts";
import { dialectOf } from "../source/dialect.ts";
import { type Definition, findDefinitions } from "../source/functions.ts";
import { isBalanced } from "../source/mask.ts";
import { applyEdit, diffBlock, type LineEdit, lineEdit } from "../source/snippet.ts";
import { literal } from "../source/literal.ts";
import { wrapErrors } from "../source/wrap-errors.ts";

/** The file and function a request names; the file is looked for where only the function is named. */
export function* findFunction(c: Conversation): Steps<{ file: SourceFile; fn: Definition }> {
  const name = mentionedName(c.turn.ask);
  let path: string | undefined =
    mentionedFiles(c.turn.ask)[0] ??
    (name === undefined ? (c.turn.openFile ?? undefined) : undefined);
  if (path === undefined && name !== undefined) {
    const pattern = String.raw`\b(def|function|func|fn|class)\s+${literal(name)}\b|\b${literal(name)}\s*=\s*(async\s*)?(\(|function)`;
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
function* makeEdit(c: Conversation, file: SourceFile, edit: LineEdit, why: string): Steps<void> {
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
