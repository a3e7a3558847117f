/** What a review looks for, line by line. A rule says what it saw, why it matters, and the fix when one is mechanical. */
import type { Dialect } from "../source/dialect.ts";

export type Aspect = "bugs" | "security" | "performance" | "quality" | "tests" | "docs";
export type Weight = "high" | "medium" | "low";

export interface LineRule {
  readonly id: string;
  readonly aspect: Aspect;
  readonly weight: Weight;
  readonly dialects: readonly Dialect[];
  /** Looked for in the code alone, strings and comments blanked out. */
  readonly code?: RegExp;
  /** Looked for in the line as it stands. */
  readonly raw?: RegExp;
  readonly unless?: RegExp;
  readonly ja: string;
  readonly en: string;
  /** The line mended; [] removes it, null: not by rule. */
  fix?(line: string): string[] | null;
}

const js: Dialect[] = ["js"];
const python: Dialect[] = ["python"];
const any: Dialect[] = ["js", "python", "other"];

const swap = (from: RegExp, to: string) => (line: string) => {
  const next = line.replace(from, to);
  return next === line ? null : [next];
};

export const lineRules: readonly LineRule[] = [
  {
    id: "loose-equality",
    aspect: "bugs",
    weight: "medium",
    dialects: js,
    code: /[^=!<>]==[^=]|!=[^=]/,
    unless: /[=!]=\s*null\b/,
    ja: "`==`/`!=` は型を変換して比較します。`===`/`!==` を使ってください。",
    en: "`==`/`!=` convert types before comparing; use `===`/`!==`.",
    fix: (line) => [line.replaceAll(/([^=!<>])==(?!=)/g, "$1===").replaceAll(/!=(?!=)/g, "!==")],
  },
  {
    id: "empty-catch",
    aspect: "bugs",
    weight: "high",
    dialects: js,
    code: /catch\s*(?:\([^)]*\))?\s*\{\s*\}/,
    ja: "エラーを黙って捨てています。失敗しても気付けません。",
    en: "The error is swallowed: a failure goes unseen.",
    fix: swap(/catch\s*(?:\([^)]*\))?\s*\{\s*\}/, "catch (error) { console.error(error); }"),
  },
  {
    id: "bare-except",
    aspect: "bugs",
    weight: "high",
    dialects: python,
    code: /^\s*except\s*:/,
    ja: "例外の種類を限定しない `except:` は、Ctrl+C や終了まで捕まえます。",
    en: "A bare `except:` also catches Ctrl+C and exit.",
    fix: swap(/except\s*:/, "except Exception:"),
  },
  {
    id: "none-equality",
    aspect: "quality",
    weight: "low",
    dialects: python,
    code: /[=!]=\s*None\b/,
    ja: "None との比較は `is` を使います。",
    en: "Compare with None by `is`.",
    fix: (line) => [
      line.replace(/\s*==\s*None\b/, " is None").replace(/\s*!=\s*None\b/, " is not None"),
    ],
  },
  {
    id: "mutable-default",
    aspect: "bugs",
    weight: "high",
    dialects: python,
    code: /^\s*(?:async\s+)?def\s.*=\s*(?:\[\s*\]|\{\s*\})/,
    ja: "既定値のリストや辞書は全ての呼び出しで共有されます。",
    en: "A list or dict as default value is shared by all calls.",
  },
  {
    id: "parse-int",
    aspect: "bugs",
    weight: "low",
    dialects: js,
    code: /\bparseInt\(\s*[\w$.[\]]+\s*\)/,
    ja: "`parseInt` に基数を渡してください。",
    en: "Give `parseInt` its radix.",
    fix: swap(/\bparseInt\(\s*([\w$.[\]]+)\s*\)/, "parseInt($1, 10)"),
  },
  {
    id: "var",
    aspect: "quality",
    weight: "low",
    dialects: js,
    code: /^\s*var\s+[\w$]/,
    ja: "`var` は関数全体が有効範囲です。`let` か `const` を使ってください。",
    en: "`var` reaches the whole function; use `let` or `const`.",
  },
  {
    id: "eval",
    aspect: "security",
    weight: "high",
    dialects: ["js", "python"],
    code: /(?<![.\w])(?:eval|exec)\(|\bnew Function\(/,
    unless: /\.exec\(/,
    ja: "文字列をコードとして実行しています。外からの値が入ると任意の処理を許します。",
    en: "Text is run as code: with outside input anything can be executed.",
  },
  {
    id: "shell",
    aspect: "security",
    weight: "high",
    dialects: python,
    code: /shell\s*=\s*True|\bos\.system\(/,
    ja: "シェル経由の実行はコマンド注入の恐れがあります。引数のリストで渡してください。",
    en: "Running through a shell invites command injection; pass a list of arguments.",
  },
  {
    id: "child-process",
    aspect: "security",
    weight: "high",
    dialects: js,
    raw: /\b(?:exec|execSync)\(\s*(?:`[^`]*\$\{|["'][^"']*["']\s*\+)/,
    ja: "コマンド文字列に値を埋め込んでいます。`execFile` と引数の配列を使ってください。",
    en: "A value is put into a command line; use `execFile` with an array of arguments.",
  },
  {
    id: "inner-html",
    aspect: "security",
    weight: "high",
    dialects: js,
    code: /\.(?:innerHTML|outerHTML)\s*\+?=[^=]|dangerouslySetInnerHTML|document\.write\(/,
    ja: "HTML をそのまま差し込むと XSS になり得ます。文字だけなら `textContent` を使ってください。",
    en: "HTML is inserted as it is, which can be XSS; for plain text use `textContent`.",
  },
  {
    id: "sql",
    aspect: "security",
    weight: "high",
    dialects: any,
    raw: /["'`f](?:SELECT|INSERT INTO|UPDATE|DELETE FROM)\b[^;]*(?:["']\s*(?:\+|%|\.format)|\$\{|\{\w)/i,
    ja: "SQL に値を連結しています。プレースホルダで渡してください。",
    en: "A value is joined into SQL; bind it as a parameter.",
  },
  {
    id: "secret",
    aspect: "security",
    weight: "high",
    dialects: any,
    raw: /(?:password|passwd|secret|api_?key|token)\w*["']?\s*[:=]\s*["'][^"'\s]{8,}["']/i,
    unless: /process\.env|os\.environ|getenv|example|placeholder/i,
    ja: "秘密の値がコードに書かれています。環境変数に移してください。",
    en: "A secret stands in the code; move it to the environment.",
  },
  {
    id: "yaml-load",
    aspect: "security",
    weight: "high",
    dialects: python,
    code: /\byaml\.load\((?!.*Loader)/,
    ja: "`yaml.load` は任意のオブジェクトを作れます。",
    en: "`yaml.load` can build arbitrary objects.",
    fix: swap(/\byaml\.load\(/, "yaml.safe_load("),
  },
  {
    id: "pickle",
    aspect: "security",
    weight: "medium",
    dialects: python,
    code: /\bpickle\.loads?\(/,
    ja: "信頼できないデータの `pickle` は任意のコードを実行します。",
    en: "`pickle` of untrusted data runs arbitrary code.",
  },
  {
    id: "weak-hash",
    aspect: "security",
    weight: "medium",
    dialects: any,
    raw: /\b(?:md5|sha1)\b\s*\(|createHash\(\s*["'](?:md5|sha1)["']/i,
    ja: "MD5 と SHA-1 は署名やパスワードには弱すぎます。",
    en: "MD5 and SHA-1 are too weak for signatures or passwords.",
  },
  {
    id: "no-verify",
    aspect: "security",
    weight: "high",
    dialects: any,
    code: /verify\s*=\s*False|rejectUnauthorized\s*:\s*false/,
    ja: "TLS の証明書を確かめていません。",
    en: "TLS certificates are not checked.",
  },
  {
    id: "sync-io",
    aspect: "performance",
    weight: "low",
    dialects: js,
    code: /\b(?:read|write|append|exists|stat|readdir|mkdir)\w*Sync\(/,
    ja: "同期の入出力は、その間サーバ全体を止めます。",
    en: "Synchronous file access stops everything else meanwhile.",
  },
  {
    id: "iterrows",
    aspect: "performance",
    weight: "medium",
    dialects: python,
    code: /\.iterrows\(\)/,
    ja: "`iterrows` は遅いので、ベクトル演算か `itertuples` を使ってください。",
    en: "`iterrows` is slow; use vector operations or `itertuples`.",
  },
  {
    id: "any-type",
    aspect: "quality",
    weight: "medium",
    dialects: js,
    code: /(?::|\bas|<)\s*any\b(?:\[\])?/,
    ja: "`any` は型検査を無効にします。",
    en: "`any` turns type checking off.",
  },
  {
    id: "ts-ignore",
    aspect: "quality",
    weight: "medium",
    dialects: js,
    raw: /@ts-ignore|@ts-nocheck|eslint-disable(?!-next-line\s+\S+\s+--)/,
    ja: "検査を理由なしに止めています。",
    en: "A check is switched off without a reason.",
  },
  {
    id: "debug-output",
    aspect: "quality",
    weight: "low",
    dialects: js,
    code: /^\s*(?:console\.(?:log|debug)\(.*\)\s*;?|debugger\s*;?)\s*$/,
    ja: "デバッグ用の出力が残っているようです。",
    en: "This looks like leftover debug output.",
    fix: () => [],
  },
  {
    id: "print",
    aspect: "quality",
    weight: "low",
    dialects: python,
    code: /^\s*print\(/,
    ja: "`print` は `logging` に替えると、出力先と詳細さを選べます。",
    en: "`logging` in place of `print` lets people choose where and how much.",
  },
  {
    id: "todo",
    aspect: "quality",
    weight: "low",
    dialects: any,
    raw: /(?:\/\/|#|\*)\s*(?:TODO|FIXME|HACK|XXX)\b/,
    ja: "未対応のメモが残っています。",
    en: "A note of unfinished work.",
  },
  {
    id: "wildcard-import",
    aspect: "quality",
    weight: "low",
    dialects: python,
    code: /^\s*from\s+\S+\s+import\s+\*/,
    ja: "`import *` は名前の出所を隠します。",
    en: "`import *` hides where names come from.",
  },
];
