import * as v from "valibot";

export interface Words {
  readonly ja: string;
  readonly en: string;
}

/** What our own rules say of what breaks them; a rule without words here keeps its English ones. */
const known: Readonly<Record<string, string>> = {
  "letters, digits, - and _": "使えるのは文字、数字、- と _ です",
  "no brackets or control characters": "括弧と制御文字は使えません",
  "names no command": "コマンドがありません",
  "not a domain, as in WebFetch(domain:example.com)":
    "ドメインの形式が正しくありません（例: WebFetch(domain:example.com)）",
  "WebFetch asks every time: only deny":
    "WebFetch は毎回確認されるため、指定できるのは deny だけです",
  "not a path of a project": "プロジェクトのパスとして使えません",
  "no file may be named constructor, prototype or __proto__":
    "constructor、prototype、__proto__ という名前のファイルは使えません",
  "not text": "テキストではありません",
  "1 to 200 files": "ファイルは 1〜200 個です",
  "more than 1 MiB": "ファイルの合計は 1 MiB までです",
  "not a date": "日時は 2026-04-01T00:00:00Z の形式です",
  "no such date": "その日付は存在しません",
  "a whole number": "整数ではありません",
  "a price of 0 takes allow_zero: true":
    "料金に 0 があります。無料で正しい場合は allow_zero を true にしてください",
  "a model id, with a star at its end at most": "モデル ID です。* は末尾にだけ使えます",
};

type Issue = v.BaseIssue<unknown>;

function reasonOf({ type, requirement, received, expected, message }: Issue): Words {
  if (received === "undefined") return { ja: "ありません", en: "is missing" };
  const bound = String(requirement);
  switch (type) {
    case "min_length":
      return received === "0"
        ? { ja: "空です", en: "is empty" }
        : { ja: `${bound} 文字以上です`, en: `takes ${bound} characters at least` };
    case "max_length":
      return { ja: `${bound} 文字までです`, en: `takes ${bound} characters at most` };
    case "min_value":
      return { ja: `${bound} 以上です`, en: `is ${bound} or more` };
    case "max_value":
      return { ja: `${bound} 以下です`, en: `is ${bound} or less` };
    case "picklist": {
      const choices = (expected ?? "").replaceAll(/[()"]/g, "").split(" | ");
      return { ja: `${choices.join("、")} のどれかです`, en: `is one of ${choices.join(", ")}` };
    }
    case "iso_timestamp":
      return { ja: known["not a date"] ?? "", en: "is a time such as 2026-04-01T00:00:00Z" };
    case "union":
      return { ja: "数値ではありません", en: "is not a number" };
    default:
      return {
        ja: known[message] ?? "値が正しくありません",
        en: message in known ? message : "is not what belongs there",
      };
  }
}

/** Where an entry of a file is wrong, and why. */
export function issueWords(issue: Issue): Words {
  const where = v.getDotPath(issue);
  const { ja, en } = reasonOf(issue);
  if (where === null && issue.message in known) return { ja, en };
  if (where === null) return { ja: `項目の形式: ${ja}`, en: `the entry ${en}` };
  return { ja: `${where}: ${ja}`, en: `${where}: ${en}` };
}
