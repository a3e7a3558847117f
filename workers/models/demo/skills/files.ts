/** 5.5: creating, showing, listing, searching, moving, deleting, running. */
import type { Conversation } from "../conversation.ts";
import { mentionedFiles, quoted } from "../mentions.ts";
import {
  call,
  change,
  globCall,
  grepCall,
  parseMatches,
  parsePaths,
  proposePlan,
  readFile,
  writeCall,
} from "../moves.ts";
import type { Skill } from "../play.ts";
import { literal } from "../source/literal.ts";
import { defaultContent } from "../templates/new-file.ts";

export function* createFile(c: Conversation): Skill {
  const path = mentionedFiles(c.turn.ask)[0];
  if (path === undefined)
    return c.say("作成するファイルの名前を書いてください。", "Please name the file to create.");
  const given = c.turn.fence ?? contentOf(c.turn.ask, path);
  const content = given ?? defaultContent(path);
  if (content === undefined) {
    return c.say(
      `\`${path}\` に何を書くかが分かりません。内容をコードブロックで示すか、機能を説明してください（デモモデルが書けるものは限られます）。何も作成していません。`,
      `I do not know what \`${path}\` should hold. Give the content in a code block, or describe what it does (there is little the demo model can write by itself). Nothing was created.`,
    );
  }
  const [listed] = yield* call(
    c,
    c.say(`\`${path}\` が既にないか確かめます。`, `Let me check that there is no \`${path}\` yet.`),
    globCall(path),
  );
  if (parsePaths(listed).includes(path)) {
    return c.say(
      `\`${path}\` は既にあります。上書きを避けるため、何も変更していません。`,
      `\`${path}\` exists already. I changed nothing, so as not to overwrite it.`,
    );
  }
  yield* proposePlan(c, c.say(`${path} の作成`, `Create ${path}`), [
    c.say(
      `\`${path}\` を ${content.split("\n").length - 1} 行で作成`,
      `Create \`${path}\` with ${content.split("\n").length - 1} lines`,
    ),
  ]);
  yield* change(
    c,
    c.say(`\`${path}\` を作成します。`, `I create \`${path}\`.`),
    writeCall(path, content),
  );
  return given === undefined
    ? c.say(
        `\`${path}\` を一般的な既定値で作成しました。名前やポートなどの値を、このプロジェクトに合わせて直してください。`,
        `Created \`${path}\` with common defaults. Adjust names, ports and the like to your project.`,
      )
    : c.say(`\`${path}\` を作成しました。`, `Created \`${path}\`.`);
}

/** 「…」という内容で / with the content "…" */
function contentOf(ask: string, path: string): string | undefined {
  if (!/内容|書い|content|containing|that says|with the text/i.test(ask)) return undefined;
  const text = quoted(ask).find((one) => one !== path && mentionedFiles(one).length === 0);
  return text === undefined ? undefined : `${text}\n`;
}

export function* showFile(c: Conversation): Skill {
  const path = mentionedFiles(c.turn.ask)[0] ?? c.turn.openFile;
  if (path === null || path === undefined)
    return c.say(
      "どのファイルを表示しますか？名前を書いてください。",
      "Which file? Please name it.",
    );
  const file = yield* readFile(c, path);
  const shown = file.lines.slice(0, 120);
  const more =
    file.lines.length > shown.length
      ? c.say(
          `\n\n（全 ${file.lines.length} 行のうち先頭 ${shown.length} 行）`,
          `\n\n(the first ${shown.length} of ${file.lines.length} lines)`,
        )
      : "";
  const fence = shown.some((line) => line.includes("```")) ? "````" : "```";
  return `\`${file.path}\`:\n\n${fence}${/\.(\w+)$/.exec(file.path)?.[1] ?? ""}\n${shown.join("\n")}\n${fence}${more}`;
}

export function* listFiles(c: Conversation): Skill {
  const folder = /([\w./-]+)\/?\s*(?:ディレクトリ|フォルダ|folder|directory)/
    .exec(c.turn.ask)?.[1]
    ?.replace(/\/$/, "");
  const pattern = /\*[\w.*/{},-]*/.exec(c.turn.ask)?.[0] ?? "**/*";
  const kind = /\b(python|typescript|javascript|go|rust|markdown)\b/i
    .exec(c.turn.ask)?.[1]
    ?.toLowerCase();
  const byKind: Record<string, string> = {
    python: "**/*.py",
    typescript: "**/*.{ts,tsx}",
    javascript: "**/*.{js,jsx,mjs,cjs}",
    go: "**/*.go",
    rust: "**/*.rs",
    markdown: "**/*.md",
  };
  const wanted = (kind && byKind[kind]) ?? pattern;
  const [listed] = yield* call(
    c,
    "",
    globCall(folder === undefined ? wanted : `${folder}/${wanted}`),
  );
  const paths = parsePaths(listed).sort();
  if (paths.length === 0)
    return c.say("該当するファイルはありません。", "There are no such files.");
  const capped = /only|のみ|truncated|\d+ files match/.test(listed?.text ?? "")
    ? c.say("（多いため一部です）", " (a part: there are more)")
    : "";
  return `${c.say(`${paths.length} ファイル${capped}:`, `Files: ${paths.length}${capped}`)}\n\n${paths.map((path) => `- \`${path}\``).join("\n")}`;
}

export function* searchText(c: Conversation): Skill {
  const { ask } = c.turn;
  const words =
    quoted(ask)[0] ??
    /(?:search|find|grep|look)(?:\s+for)?(?:\s+(?:all|every|the|uses? of|occurrences? of|usages? of))*\s+([^\s"'`,?]+)/i.exec(
      ask,
    )?.[1] ??
    /(\S+?)\s*と(?:書かれ|書いて|書いた|ある|いう)/.exec(ask)?.[1] ??
    /([\w$.@-]+|[^\s、。]+?)\s*(?:という(?:文字列|語|単語))?(?:を|が|は|の)?\s*(?:全文)?(?:検索|探し|使われ|使用箇所|どこ)/.exec(
      ask,
    )?.[1];
  if (words === undefined)
    return c.say(
      "何を探しますか？語を引用符で示してください。",
      "What shall I search for? Please quote it.",
    );
  if (mentionedFiles(words).includes(words)) {
    const [listed] = yield* call(c, "", globCall(`**/${words}`));
    const paths = parsePaths(listed);
    if (paths.length > 0) return paths.map((path) => `- \`${path}\``).join("\n");
  }
  const pattern = literal(words);
  const [found] = yield* call(
    c,
    c.say(`\`${words}\` を検索します。`, `Searching for \`${words}\`.`),
    grepCall(pattern, { head_limit: 100 }),
  );
  const matches = parseMatches(found);
  if (matches.length === 0)
    return c.say(`\`${words}\` は見つかりませんでした。`, `\`${words}\` was not found.`);
  const files = new Set(matches.map((match) => match.path)).size;
  const rows = matches
    .slice(0, 40)
    .map(
      (match) =>
        `- \`${match.path}:${match.line}\` ${"`"}${match.text.trim().replaceAll("`", "'").slice(0, 140)}${"`"}`,
    );
  const more =
    matches.length > rows.length
      ? c.say(
          `\n\n（ほか ${matches.length - rows.length} 件）`,
          `\n\n(and ${matches.length - rows.length} more)`,
        )
      : "";
  return `${c.say(`${files} ファイルに ${matches.length} 件:`, `Matches: ${matches.length}, in files: ${files}`)}\n\n${rows.join("\n")}${more}`;
}

const shellWord = (path: string): string =>
  /^[\w@./-]+$/.test(path) ? path : `'${path.replaceAll("'", String.raw`'\''`)}'`;

export function* moveFile(c: Conversation): Skill {
  const [from, to] = mentionedFiles(c.turn.ask);
  const folder = /(?:to|into|を|から)\s*`?([\w./-]+\/)`?/.exec(c.turn.ask)?.[1];
  const target = to ?? folder;
  if (from === undefined || target === undefined)
    return c.say(
      "移動元と移動先のファイル名を書いてください。",
      "Please name the file and where it shall go.",
    );
  const copy = /コピー|複製|copy|duplicate/i.test(c.turn.ask);
  const full =
    target.includes("/") || !from.includes("/")
      ? target
      : `${from.slice(0, from.lastIndexOf("/") + 1)}${target}`;
  const parent = full.includes("/") ? full.slice(0, full.lastIndexOf("/")) : "";
  const command = `${parent === "" || from.startsWith(`${parent}/`) ? "" : `mkdir -p ${shellWord(parent)} && `}${copy ? "cp" : "mv"} -n ${shellWord(from)} ${shellWord(full)}`;
  return yield* runCommand(
    c,
    command,
    copy
      ? c.say(`\`${from}\` を \`${full}\` にコピーしました。`, `Copied \`${from}\` to \`${full}\`.`)
      : c.say(
          `\`${from}\` を \`${full}\` に移動しました。これを参照している箇所は変更していません。`,
          `Moved \`${from}\` to \`${full}\`. What refers to it was not changed.`,
        ),
  );
}

export function* deleteFile(c: Conversation): Skill {
  const paths = mentionedFiles(c.turn.ask);
  if (paths.length === 0 && /このファイル|this file/i.test(c.turn.ask) && c.turn.openFile !== null)
    paths.push(c.turn.openFile);
  if (paths.length === 0)
    return c.say(
      "削除するファイルの名前を書いてください。何も削除していません。",
      "Please name the file to delete. Nothing was deleted.",
    );
  const important = paths.filter((path) =>
    /(?:^|\/)(?:\.env|package\.json|LICENSE|Dockerfile|\.gitignore|pyproject\.toml)/.test(path),
  );
  const warning =
    important.length === 0
      ? ""
      : c.say(
          `\n\n注意: ${important.map((one) => `\`${one}\``).join("、")} は重要なファイルです。`,
          `\n\nNote: ${important.map((one) => `\`${one}\``).join(", ")} is an important file.`,
        );
  return yield* runCommand(
    c,
    `rm ${paths.map(shellWord).join(" ")}`,
    c.say(
      `${paths.map((one) => `\`${one}\``).join("、")} を削除しました。`,
      `Deleted ${paths.map((one) => `\`${one}\``).join(", ")}.`,
    ),
    warning,
  );
}

export function* run(c: Conversation): Skill {
  const command =
    c.turn.fence?.trim() ??
    /`([^`]+)`/.exec(c.turn.ask)?.[1] ??
    /(?:run|execute)\s+(?:the\s+command\s+)?["']?([^"'\n]+?)["']?\s*[.。]?$/i.exec(
      c.turn.ask,
    )?.[1] ??
    /["「']?([\w./ -]+?)["」']?\s*(?:コマンド)?を(?:実行|走らせ)/.exec(c.turn.ask)?.[1]?.trim();
  if (command === undefined || command === "")
    return c.say(
      "実行するコマンドを `…` で示してください。",
      "Please give the command in `backticks`.",
    );
  return yield* runCommand(c, command, null);
}

/** `done` null: the output is what was asked for. */
function* runCommand(c: Conversation, command: string, done: string | null, note = ""): Skill {
  const reads =
    /^(?:ls|cat|head|tail|wc|grep|rg|find|pwd|echo|du|tree|stat|sort|uniq)\b/.test(command) &&
    !/[>;|&]/.test(command);
  if (!reads) yield* proposePlan(c, c.say("コマンドの実行", "Run a command"), [`\`${command}\``]);
  const text = c.say(`\`${command}\` を実行します。`, `I run \`${command}\`.`) + note;
  const [result] = yield* call(c, text, {
    name: "Bash",
    input: { command, description: command.slice(0, 60) },
  });
  const output = result?.text.trim() ?? "";
  const shown = output === "" ? "" : `\n\n\`\`\`\n${output.slice(0, 4000)}\n\`\`\``;
  if (result?.failed)
    return c.say(`コマンドは失敗しました。${shown}`, `The command failed.${shown}`);
  if (done !== null) return done;
  return shown === ""
    ? c.say("終わりました。出力はありません。", "Done; there was no output.")
    : `${c.say("結果:", "Result:")}${shown}`;
}
