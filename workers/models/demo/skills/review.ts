/** 5.2: a review of one file or a few, with what can be fixed by rule (`apply-fixes.ts`). */
import type { Conversation } from "../conversation.ts";
import { mentionedFiles, mentionedName } from "../mentions.ts";
import {
  call,
  choose,
  globCall,
  grepCall,
  parseMatches,
  parsePaths,
  parseRead,
  readCall,
  readFile,
  type SourceFile,
} from "../moves.ts";
import { Halt, type Skill, type Steps } from "../play.ts";
import { isCode, isTest } from "../source/dialect.ts";
import { findDefinitions } from "../source/functions.ts";
import { analyse, type Finding } from "./review-analysis.ts";
import { literal } from "../source/literal.ts";
import type { Aspect } from "./review-rules.ts";

const headings: Record<Aspect, [ja: string, en: string]> = {
  bugs: ["潜在的なバグ", "Possible bugs"],
  security: ["セキュリティ", "Security"],
  performance: ["パフォーマンス", "Performance"],
  quality: ["コード品質", "Code quality"],
  tests: ["テスト", "Tests"],
  docs: ["ドキュメント", "Documentation"],
};

interface Reviewed {
  readonly file: SourceFile;
  readonly tested: boolean;
}

export function* review(c: Conversation): Skill {
  const reviewed = yield* readSubjects(c);
  let number = 0;
  const parts: string[] = [];
  let fixable = 0;
  let important = 0;
  for (const { file, tested } of reviewed) {
    const findings = analyse(file, tested, c.say);
    important += findings.filter((one) => one.weight === "high").length;
    fixable += findings.filter((one) => one.edit !== null).length;
    parts.push(report(c, file, findings, number));
    number += findings.length;
  }
  const end = closing(c, number, fixable) + verdict(c, reviewed, important);
  return `${parts.join("\n\n---\n\n")}\n\n${end}`;
}

/** Only where one is asked for, as pipelines do; nothing passes of which a part was not seen. */
function verdict(c: Conversation, reviewed: readonly Reviewed[], important: number): string {
  if (!c.turn.ask.includes("VERDICT:")) return "";
  if (important > 0) return "\n\nVERDICT: fail";
  const named = mentionedFiles(c.turn.ask).length;
  const all = named <= reviewed.length && reviewed.every(({ file }) => file.whole);
  return all ? "\n\nVERDICT: pass" : "";
}

/** The file named, else the open one, else what a search finds. */
function* readSubjects(c: Conversation): Steps<Reviewed[]> {
  const named = mentionedFiles(c.turn.ask).filter((path) => path !== "CLAUDE.md");
  const paths =
    named.length > 0 ? named.slice(0, 4) : c.turn.openFile === null ? [] : [c.turn.openFile];
  if (paths.length === 0) paths.push(...(yield* findSubject(c)));
  const reviewed: Reviewed[] = [];
  const opening = c.say(
    `${paths.map((path) => `\`${path}\``).join("、")} を読み、対応するテストを探します。`,
    `I read ${paths.map((path) => `\`${path}\``).join(", ")} and look for the tests.`,
  );
  const results = yield* call(
    c,
    opening,
    ...paths.flatMap((path) => [readCall(path), globCall(testPattern(path))]),
  );
  for (const [i, path] of paths.entries()) {
    const file = parseRead(path, results[2 * i]) ?? (yield* readFile(c, path));
    const tests = parsePaths(results[2 * i + 1]).filter(isTest);
    reviewed.push({ file, tested: tests.length > 0 });
  }
  return reviewed;
}

function* findSubject(c: Conversation): Steps<string[]> {
  const name = mentionedName(c.turn.ask);
  if (name !== undefined) {
    const [listed] = yield* call(
      c,
      c.say(`\`${name}\` を探します。`, `Let me find \`${name}\`.`),
      grepCall(
        String.raw`\b(def|function|class|func|fn)\s+${literal(name)}\b|\b${literal(name)}\s*=`,
      ),
    );
    const paths = [...new Set(parseMatches(listed).map((match) => match.path))];
    if (paths[0] !== undefined) return [paths[0]];
  }
  const [listed] = yield* call(
    c,
    c.say("レビューするファイルを探します。", "Let me see what there is to review."),
    globCall("**/*.{ts,tsx,js,jsx,mjs,cjs,py,go,rs,rb,java,php}"),
  );
  const paths = parsePaths(listed).filter(
    (path) => isCode(path) && !isTest(path) && !/node_modules|\.min\.|\.d\.ts$|^dist\//.test(path),
  );
  if (paths.length === 0)
    throw new Halt(
      c.say(
        "レビューできるコードのファイルが見つかりません。",
        "I found no code to review in this project.",
      ),
    );
  if (paths.length === 1) return paths;
  if (
    /プロジェクト|全体|project|codebase|everything|変更|changes|the code|コードを/i.test(c.turn.ask)
  )
    return paths.slice(0, 3);
  return [
    yield* choose(
      c,
      c.say("どのファイルをレビューしますか？", "Which file shall I review?"),
      paths,
    ),
  ];
}

const testPattern = (path: string): string => {
  const stem = path.replace(/^.*\//, "").replace(/\.[^.]+$/, "");
  return `**/{${stem}.test,${stem}.spec,${stem}_test,test_${stem}}.*`;
};

function report(
  c: Conversation,
  file: SourceFile,
  findings: readonly Finding[],
  from: number,
): string {
  const definitions = findDefinitions(file.path, file.lines).length;
  const out = [
    `## ${c.say("レビュー", "Review")}: \`${file.path}\``,
    c.say(
      `${file.lines.length} 行、定義 ${definitions} 個、指摘 ${findings.length} 件。`,
      `${file.lines.length} lines, ${definitions} definitions, ${findings.length} findings.`,
    ) +
      (file.whole
        ? ""
        : c.say("（長いため途中までを見ました。）", " (It is long; I saw the first part of it.)")),
  ];
  let aspect: Aspect | undefined;
  for (const [i, finding] of findings.entries()) {
    if (finding.aspect !== aspect) {
      aspect = finding.aspect;
      const [ja, en] = headings[aspect];
      out.push(`### ${c.say(ja, en)}`);
    }
    const fixable =
      finding.edit === null ? "" : c.say("（自動で直せます）", " *(can be fixed by rule)*");
    const code = (file.lines[finding.line - 1] ?? "").trim();
    const quote =
      code === "" || finding.aspect === "tests" ? "" : `\n   \`\`\`\n   ${code}\n   \`\`\``;
    out.push(
      `**${from + i + 1}.** \`${file.path}:${finding.line}\` ${weightMark(c, finding)}${finding.words}${fixable}${quote}`,
    );
  }
  return out.join("\n\n");
}

const weightMark = (c: Conversation, { weight }: Finding): string =>
  weight === "high" ? c.say("**重要** ", "**important** ") : "";

function closing(c: Conversation, count: number, fixable: number): string {
  const limits = c.say(
    "デモモデルは決まった規則で調べます。設計や仕様の正しさまでは見ていません。",
    "The demo model looks by fixed rules; it does not judge the design or whether the code does what it should.",
  );
  if (count === 0)
    return `${c.say("規則に触れる箇所はありませんでした。", "None of its rules found anything.")} ${limits}`;
  if (fixable === 0) return limits;
  return `${limits}\n\n${c.say("「適用して」または「1と3を適用」で、自動で直せるものを修正します。", 'Say "apply" or "apply 1 and 3" and I make the fixes that go by rule.')}`;
}
