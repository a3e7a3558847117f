/** 5.1: code from a description, where one of the generators honestly fits it. */
import type { Conversation } from "../conversation.ts";
import { mentionedFiles } from "../mentions.ts";
import { call, change, globCall, parsePaths, proposePlan, writeCall } from "../moves.ts";
import type { Skill, Steps } from "../play.ts";
import { knownFunctions } from "../templates/functions.ts";
import {
  dataProcessor,
  processorTests,
  requirements,
  visualizer,
} from "../templates/python-csv.ts";
import * as py from "../templates/python.ts";
import * as ts from "../templates/typescript.ts";
import { todoCalls, type Task } from "../todos.ts";
import { classSkeleton } from "./class-skeleton.ts";

export interface Draft {
  readonly path: string;
  readonly content: string;
  readonly ja: string;
  readonly en: string;
}

type Target = "python" | "ts" | "js";

export function* generate(c: Conversation): Skill {
  const drafts = draftsFor(c);
  if (drafts.length === 0) return cannot(c);
  return yield* writeDrafts(c, drafts);
}

/** The drafts that fit the request; none where the demo model cannot write it. */
export function draftsFor(c: Conversation): Draft[] {
  const { ask } = c.turn;
  const target = targetOf(ask);
  if (/csv/i.test(ask))
    return target === "python" ? csvInPython(ask) : csvInTypeScript(ask, target);
  const known = knownFunctions.find((one) => one.words.test(ask));
  if (known !== undefined) {
    const content = target === "python" ? known.python : known.ts;
    if (content === undefined) return [];
    const name = target === "python" ? snake(known.name) : kebab(known.name);
    return [
      named(
        ask,
        `${name}.${extension(target)}`,
        target === "js" ? withoutTypes(content) : content,
        `\`${known.name}\` の実装`,
        `\`${known.name}\``,
      ),
    ];
  }
  if (
    /http|api\s*(?:client|クライアント)|fetch|リクエスト/i.test(ask) &&
    /client|クライアント|wrapper|ラッパ/i.test(ask)
  ) {
    if (target === "js") return [];
    return [
      named(
        ask,
        target === "python" ? "http_client.py" : "http-client.ts",
        target === "python" ? py.httpClient : ts.httpClient,
        "再試行とタイムアウトのある HTTP クライアント",
        "HTTP client with timeout and retries",
      ),
    ];
  }
  if (/\bcli\b|command[- ]line|コマンドライン/i.test(ask)) {
    return [
      named(
        ask,
        target === "python" ? "cli.py" : "cli.mjs",
        target === "python" ? py.cli : ts.cli,
        "引数を解釈するコマンドの雛形（行・語・文字を数えます）",
        "command with parsed arguments (it counts lines, words and characters)",
      ),
    ];
  }
  const shape = classSkeleton(ask, target);
  if (shape !== null)
    return [
      named(ask, shape.path, shape.content, `クラス \`${shape.name}\``, `class \`${shape.name}\``),
    ];
  return [];
}

function* writeDrafts(c: Conversation, drafts: readonly Draft[]): Steps<string> {
  const tasks: Task[] = drafts.map((draft) => ({
    content: c.say(`${draft.path} を書く`, `Write ${draft.path}`),
    activeForm: c.say(`${draft.path} を書いています`, `Writing ${draft.path}`),
  }));
  const names = drafts.map((draft) => draft.path.replace(/^.*\//, ""));
  const pattern = names.length === 1 ? `**/${names[0]}` : `**/{${names.join(",")}}`;
  const opening = c.say(
    "同じ名前のファイルがないか確かめます。",
    "Let me check that nothing of the same name is there.",
  );
  const [listed] = yield* call(c, opening, globCall(pattern));
  const taken = new Set(parsePaths(listed));
  const clash = drafts.filter((draft) => taken.has(draft.path));
  if (clash.length > 0) {
    const list = clash.map((draft) => `\`${draft.path}\``).join("、");
    return c.say(
      `${list} は既にあります。上書きを避けるため、何も変更していません。別のファイル名を指定するか、先に移動してください。`,
      `${list} exists already. I changed nothing, so as not to overwrite it: name another file, or move it first.`,
    );
  }
  yield* proposePlan(
    c,
    c.say("ファイルの作成", "Files to create"),
    drafts.map((draft) => `\`${draft.path}\`: ${c.say(draft.ja, draft.en)}`),
  );
  for (const [i, draft] of drafts.entries()) {
    const todos = drafts.length > 1 ? todoCalls(c, tasks, i) : [];
    yield* change(
      c,
      c.say(`\`${draft.path}\`: ${draft.ja}`, `\`${draft.path}\`: ${draft.en}`),
      ...todos,
      writeCall(draft.path, draft.content),
    );
  }
  if (drafts.length > 1 && c.can("TodoWrite"))
    yield* call(c, "", ...todoCalls(c, tasks, drafts.length));
  const list = drafts
    .map((draft) => `- \`${draft.path}\`: ${c.say(draft.ja, draft.en)}`)
    .join("\n");
  return `${c.say("作成しました", "Created")}:\n\n${list}\n\n${usage(c, drafts)}${c.say(
    "コードはここでは実行していません。使う前にレビューし、セキュリティ上の問題がないか確認して、テストを実行してください。",
    "I have not run this code. Before you use it, please review it, check it for security problems and test it.",
  )}`;
}

function usage(c: Conversation, drafts: readonly Draft[]): string {
  if (!drafts.some((draft) => draft.path.endsWith("visualizer.py"))) return "";
  return `${c.say("使い方", "How to use it")}:\n\n\`\`\`sh\npip install -r requirements.txt\npython visualizer.py data.csv --group-by city --value sales --kind bar --output chart.png\n\`\`\`\n\n`;
}

function csvInPython(ask: string): Draft[] {
  const drafts: Draft[] = [
    {
      path: "data_processor.py",
      content: dataProcessor,
      ja: "CSVの読み込みと集計。列名や型の誤りは分かる例外にします",
      en: "reads and aggregates CSV; wrong columns and types become clear errors",
    },
  ];
  const charts = /グラフ|図|可視化|chart|graph|plot|visual/i.test(ask);
  if (charts)
    drafts.push({
      path: "visualizer.py",
      content: visualizer,
      ja: "棒・折れ線・円グラフの生成と、コマンドとしての実行",
      en: "draws bar, line and pie charts, and runs as a command",
    });
  const needs = charts
    ? requirements
    : requirements
        .split("\n")
        .filter((line) => line.startsWith("pandas"))
        .join("\n") + "\n";
  drafts.push({
    path: "requirements.txt",
    content: needs,
    ja: "依存パッケージ",
    en: "the packages it needs",
  });
  if (/テスト|tests?\b/i.test(ask))
    drafts.push({
      path: "test_data_processor.py",
      content: processorTests,
      ja: "集計のテスト（pytest）",
      en: "tests of the aggregation (pytest)",
    });
  return drafts;
}

function csvInTypeScript(ask: string, target: Target): Draft[] {
  if (target === "js" || /グラフ|chart|plot|graph/i.test(ask)) return [];
  return [
    named(
      ask,
      "csv-aggregator.ts",
      ts.csvAggregator,
      "CSVの解析（引用符に対応）と集計",
      "parses CSV (quotes included) and aggregates it",
    ),
  ];
}

/** Under the name the request gives, where it gives one. */
function named(ask: string, path: string, content: string, ja: string, en: string): Draft {
  return { path: mentionedFiles(ask)[0] ?? path, content, ja, en };
}

function targetOf(ask: string): Target {
  if (/python|パイソン|\.py\b|pandas|django|flask/i.test(ask)) return "python";
  if (/typescript|\.tsx?\b|タイプスクリプト/i.test(ask)) return "ts";
  return /javascript|\.m?js\b|node|ジャバスクリプト/i.test(ask)
    ? "js"
    : /関数|csv|class/i.test(ask) && !/js|ts/i.test(ask)
      ? "python"
      : "ts";
}

const extension = (target: Target): string => ({ python: "py", ts: "ts", js: "mjs" })[target];
const snake = (name: string): string => name.replaceAll(/([a-z])([A-Z])/g, "$1_$2").toLowerCase();
const kebab = (name: string): string => name.replaceAll(/([a-z])([A-Z])/g, "$1-$2").toLowerCase();

/** The known functions' annotations taken off; they use a small, fixed part of the language. */
function withoutTypes(source: string): string {
  return source
    .replaceAll(/<(?:A extends unknown\[\]|T, K|K, V|K, T\[\])>/g, "")
    .replaceAll(
      /(\w|\))\s*:\s*(?:readonly )?(?:Iterable<T>|Map<K, T\[\]>|ReturnType<typeof setTimeout> \| undefined|\((?:item: T|\.\.\.args: A)\) => (?:K|void)|[A-Za-z]+(?:\[\])?(?: \| undefined)?)(?=[,)={; ])/g,
      "$1",
    )
    .replace("readonly #", "#")
    .replace(
      "constructor(readonly capacity) {",
      "constructor(capacity) {\n    this.capacity = capacity;",
    );
}

const cannot = (c: Conversation): string =>
  c.say(
    "この依頼はデモモデルの手に余るため、書いていません（中身のないコードを作らないためです）。デモモデルが書けるもの: PythonのCSV集計とグラフ、TypeScriptのCSV集計、HTTPクライアント（Python/TypeScript）、コマンドラインの雛形、クラスの雛形、よく知られた関数（フィボナッチ、素数、FizzBuzz、二分探索、メールアドレスの検証、groupBy、slugify、debounce、LRUキャッシュ）、設定ファイル。実際のモデルを使うには、管理者がAnthropicのAPIキーを設定してください。",
    "This is beyond the demo model, so I wrote nothing rather than something hollow. What it can write: CSV aggregation and charts in Python, CSV aggregation in TypeScript, an HTTP client (Python, TypeScript), a command line skeleton, a class skeleton, well-known functions (Fibonacci, primes, FizzBuzz, binary search, e-mail validation, groupBy, slugify, debounce, LRU cache) and configuration files. For anything else an administrator sets an Anthropic API key, and a real model answers.",
  );
