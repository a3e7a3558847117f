/** 5.3: a pasted error is located, read, explained and, where the remedy is mechanical, mended. */
import type { Conversation } from "../conversation.ts";
import {
  call,
  change,
  choose,
  globCall,
  grepCall,
  parseMatches,
  parsePaths,
  proposePlan,
  readFile,
  type SourceFile,
} from "../moves.ts";
import { Halt, type Skill, type Steps } from "../play.ts";
import { dialectOf, isTest } from "../source/dialect.ts";
import { type ErrorReport, type Frame, parseErrorReport } from "../source/error-report.ts";
import { around, type Definition, findDefinitions } from "../source/functions.ts";
import type { Diagnosis } from "../source/guard.ts";
import { diagnoseJs } from "../source/guard-js.ts";
import { diagnosePython } from "../source/guard-python.ts";
import { isBalanced, mask } from "../source/mask.ts";
import { applyEdit, diffBlock, lineEdit } from "../source/snippet.ts";
import { literal } from "../source/literal.ts";
import { testSketch } from "../source/test-sketch.ts";

export function* fixError(c: Conversation): Skill {
  const report = parseErrorReport(c.turn.ask);
  if (report === null) return noReport(c);
  const file = yield* locate(c, report);
  const { line, within } = findLine(file, report);
  if (line === null) return notFound(c, file, report);

  const masked = mask(file.lines, dialectOf(file.path));
  const place = { lines: file.lines, masked, line, within, message: report.message, say: c.say };
  const python = dialectOf(file.path) === "python";
  const diagnosis = python ? diagnosePython(report.kind, place) : diagnoseJs(report.kind, place);
  const found = explain(c, file, line, report, diagnosis);
  const { edit } = diagnosis;
  const sound =
    edit !== null &&
    (isBalanced(applyEdit(file.lines, edit), dialectOf(file.path)) ||
      !isBalanced(file.lines, dialectOf(file.path)));
  const looksOnly =
    /(?:原因|なぜ|どうして|why|explain|説明)/i.test(c.turn.ask) &&
    !/修正|直し|直す|fix|repair|解決|対処/i.test(c.turn.ask);
  if (edit === null || !sound) return `${found}\n\n${needsPerson(c)}`;
  if (looksOnly)
    return `${found}\n\n${c.say("直す場合の差分:", "To mend it:")}\n\n${diffBlock(file.lines, edit)}`;

  yield* proposePlan(
    c,
    c.say(`${file.path} の ${report.kind} を修正`, `Mend the ${report.kind} in ${file.path}`),
    [
      diagnosis.cause,
      diagnosis.remedy ?? "",
      c.say("変更後にテストで確かめる", "Check it with a test afterwards"),
    ],
  );
  const proposal = `${found}\n\n${c.say("**修正案**", "**Proposed fix**")}: ${diagnosis.remedy}\n\n${diffBlock(file.lines, edit)}`;
  yield* change(c, proposal, lineEdit(file.path, file.lines, edit));
  return finish(c, file, within, diagnosis);
}

function* locate(c: Conversation, report: ErrorReport): Steps<SourceFile> {
  const opening = c.say(
    `エラー \`${report.kind}\` の箇所を探します。`,
    `Let me find where this \`${report.kind}\` comes from.`,
  );
  const named = report.frames.find((frame) => frame.file !== null);
  if (named?.file) {
    const name = named.file.slice(named.file.lastIndexOf("/") + 1);
    const [listed] = yield* call(c, opening, globCall(`**/${name}`));
    const paths = parsePaths(listed);
    const exact = paths.find((path) => named.file === path || named.file?.endsWith(`/${path}`));
    const path =
      exact ??
      (paths.length > 1
        ? yield* choose(c, c.say("どのファイルですか？", "Which file is it?"), paths)
        : paths[0]);
    if (path !== undefined) return yield* readFile(c, path);
  }
  const fn = report.frames.find((frame) => frame.name !== null)?.name;
  if (fn) {
    const pattern = String.raw`(def|function|func|fn)\s+${literal(fn)}\b|\b${literal(fn)}\s*(=|:|\()`;
    const [listed] = yield* call(c, named ? "" : opening, grepCall(pattern));
    const definition = new RegExp(
      String.raw`(?:def|function|func|fn)\s+${literal(fn)}\b|${literal(fn)}\s*[=:]\s*(?:async\s*)?(?:function|\()|^\s*(?:async\s+)?${literal(fn)}\s*\([^)]*\)\s*\{`,
    );
    const matches = parseMatches(listed).filter((match) => definition.test(match.text));
    const own = matches.filter((match) => !isTest(match.path));
    const paths = [...new Set((own.length > 0 ? own : matches).map((match) => match.path))];
    const path =
      paths.length > 1
        ? yield* choose(
            c,
            c.say(
              `\`${fn}\` が複数のファイルにあります。どれですか？`,
              `\`${fn}\` is defined in several files. Which one?`,
            ),
            paths,
          )
        : paths[0];
    if (path !== undefined) return yield* readFile(c, path);
  }
  if (named === undefined && !fn && c.turn.openFile !== null)
    return yield* readFile(c, c.turn.openFile, opening);
  const what = [named?.file, fn]
    .filter(Boolean)
    .map((one) => `\`${one}\``)
    .join(", ");
  throw new Halt(
    c.say(
      `エラーの箇所を見つけられませんでした${what && `（探したもの: ${what}）`}。ファイル名と行番号の入ったトレースバック全体を貼り付けてください。何も変更していません。`,
      `I could not find where this happens${what && ` (I looked for ${what})`}. Please paste the whole traceback with file names and line numbers. Nothing was changed.`,
    ),
  );
}

/** The reported line where its code fits the error, else the first line of the function that does. */
function findLine(
  file: SourceFile,
  report: ErrorReport,
): { line: number | null; within: Definition | undefined } {
  const definitions = findDefinitions(file.path, file.lines);
  const frame: Frame | undefined =
    report.frames.find(
      (one) => one.file !== null && (file.path.endsWith(one.file) || one.file.endsWith(file.path)),
    ) ?? report.frames[0];
  const named = definitions.find((one) => one.name === frame?.name);
  const fits = (line: number) => suits(file.lines[line - 1] ?? "", report);
  const at = frame?.line ?? null;
  if (
    at !== null &&
    at <= file.lines.length &&
    (named === undefined || (named.start <= at && at <= named.end)) &&
    fits(at)
  ) {
    return { line: at, within: around(definitions, at) };
  }
  const scope = named ?? (at === null ? undefined : around(definitions, at));
  if (scope !== undefined) {
    for (let line = scope.body; line <= scope.end; line++)
      if (fits(line)) return { line, within: around(definitions, line) };
  }
  if (
    at !== null &&
    at <= file.lines.length &&
    (file.lines[at - 1] ?? "").trim() !== "" &&
    scope === undefined
  ) {
    return { line: at, within: around(definitions, at) };
  }
  return { line: null, within: scope };
}

function suits(code: string, { kind, message }: ErrorReport): boolean {
  if (
    code.trim() === "" ||
    /^\s*(?:#|\/\/|\*|"""|(?:export |default |async )*(?:def|class|function)\b)/.test(code)
  )
    return false;
  const member = /(?:reading|setting|attribute|property|Property) '([^']+)'/i.exec(message)?.[1];
  if (member !== undefined) return code.includes(member);
  const name =
    /(?:name )?'?([\w$]+)'? is not defined|Cannot find name '([\w$]+)'|([\w$]+) is not a function/.exec(
      message,
    );
  if (name)
    return new RegExp(String.raw`\b${literal(name[1] ?? name[2] ?? name[3] ?? "")}\b`).test(code);
  if (kind === "KeyError")
    return (
      code.includes("[") && (code.includes(message.replaceAll(/['"]/g, "")) || /\[\w+\]/.test(code))
    );
  if (kind === "IndexError" || /not subscriptable/.test(message)) return /[\w)\]]\[/.test(code);
  if (kind === "ZeroDivisionError") return /[^/]\/{1,2}[^/]|%/.test(code);
  if (/not iterable/.test(message)) return /\bin\b|\bof\b|\.\.\./.test(code);
  if (kind === "FileNotFoundError") return /open|read/.test(code);
  if (kind === "ValueError" && /int\(\)|float/.test(message)) return /\b(?:int|float)\(/.test(code);
  if (/JSON/.test(kind + message)) return /json\.loads?|JSON\.parse/.test(code);
  return true;
}

function explain(
  c: Conversation,
  file: SourceFile,
  line: number,
  report: ErrorReport,
  { cause }: Diagnosis,
): string {
  const from = Math.max(1, line - 2);
  const shown = file.lines
    .slice(from - 1, line + 2)
    .map((code, i) => `${from + i === line ? ">" : " "} ${String(from + i).padStart(4)} ${code}`);
  return [
    c.say(
      `**原因**: \`${file.path}:${line}\` で \`${report.kind}: ${report.message}\``,
      `**Cause**: \`${report.kind}: ${report.message}\` at \`${file.path}:${line}\``,
    ),
    `\`\`\`\n${shown.join("\n")}\n\`\`\``,
    cause,
  ].join("\n\n");
}

const needsPerson = (c: Conversation): string =>
  c.say(
    "ここは意図が分からないと正しく直せないため、デモモデルは変更していません。値がない場合にどう振る舞うべきかを教えてください。",
    "The right remedy depends on what the code is meant to do, so as the demo model I changed nothing. Tell me how it should behave in that case.",
  );

function finish(
  c: Conversation,
  file: SourceFile,
  within: Definition | undefined,
  diagnosis: Diagnosis,
): string {
  const sketch = within === undefined ? null : testSketch(file.path, within, diagnosis.example);
  const test =
    sketch === null
      ? ""
      : `\n\n${c.say("**テストの提案**（「テストを書いて」で作成します）", '**A test I suggest** (say "write the test" and I create it)')}: \`${sketch.path}\`\n\n\`\`\`${sketch.language}\n${sketch.content.trimEnd()}\n\`\`\``;
  return (
    c.say(
      `\`${file.path}\` を修正しました。同じ入力でエラーが出なくなることを、実行して確かめてください。値がないこと自体が異常なら、黙って先へ進まず例外にする方が適切です。`,
      `I changed \`${file.path}\`. Please run it with the same input to confirm that the error is gone; if a missing value is itself a fault, raising an error there would be better than going on.`,
    ) + test
  );
}

const notFound = (c: Conversation, file: SourceFile, report: ErrorReport): string =>
  c.say(
    `\`${file.path}\` を読みましたが、\`${report.kind}: ${report.message}\` に当てはまる行が見つかりません。ファイルが報告の後で変わっているか、別の箇所かもしれません。何も変更していません。トレースバック全体を貼り付けてください。`,
    `I read \`${file.path}\` but found no line that fits \`${report.kind}: ${report.message}\`. The file may have changed since, or it is another place. Nothing was changed; please paste the whole traceback.`,
  );

const noReport = (c: Conversation): string =>
  c.say(
    "エラーメッセージを読み取れませんでした。トレースバック全体（エラーの種類、ファイル名、行番号）を貼り付けてください。",
    "I could not read an error message there. Please paste the whole traceback: the kind of error, file names and line numbers.",
  );
