import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";

const root = `${import.meta.dirname}/../..`;

const filesIn = (folder: string, name = /\.ts$/): string[] =>
  readdirSync(`${root}/${folder}`)
    .filter((file) => name.test(file) && !file.includes(".test."))
    .map((file) => `${folder}/${file}`);

/** Where people's texts stand. */
const files = [
  ...filesIn("web/i18n"),
  ...filesIn("workers/mail/texts"),
  ...filesIn("workers/settings"),
  ...filesIn("workers/contract", /^errors-.*\.ts$/),
  ...filesIn("workers/admin/reports"),
  ...filesIn("workers/retention/targets"),
  "workers/mail/event-names.ts",
  "workers/alerts/words.ts",
  "workers/agent/permissions.ts",
  "workers/contract/role-matrix.ts",
];

/** A spelling docs/glossary.md turned down, and what stands there instead. */
const refused: readonly (readonly [RegExp, string])[] = [
  [/ログイン|ログアウト/, "サインイン、サインアウト"],
  [/閾値/, "しきい値"],
  [/発火/, "発生"],
  [/雛形|ひな形/, "テンプレート"],
  [/なりすまし/, "代行操作"],
  [/所有者/, "オーナー"],
  [/(?<!HTTP )ステータス/, "状態"],
  [/マスタ(?!ー)/, "マスター"],
  [/(?<!利用)規則/, "ルール"],
  [/(?:ブラウザ|サーバ|ユーザ|フォルダ)(?!ー)/, "長音を付ける"],
  [/APIキー|(?:[ぁ-ん一-龠])API キー/, "API キー（前後に空白）"],
  [/[\uFF66-\uFF9F]/, "全角カタカナ"],
  [/下さい|全ての/, "ください、すべて"],
  [/[ぁ-んァ-ヶ一-龠]：/, "「: 」"],
  [/\blog(?:ged|ging)? (?:in|out)\b/i, "sign in, sign out"],
  [/(?<![-\w])mails?\b(?!_)/i, "e-mail"],
  [/\bswitch(?:ed)? (?:on|off)\b/i, "turn on, turn off, disable"],
  [/\b(?:for good|gone for good)\b/i, "permanently"],
  [/\btak(?:e|en) back\b/i, "undo, restore, unarchive"],
];

const texts = files.flatMap((file) =>
  [...readFileSync(`${root}/${file}`, "utf8").matchAll(/"((?:[^"\\\n]|\\.)*)"|`([^`]*)`/g)]
    .map(([, quoted, template]) => ({ file, text: quoted ?? template ?? "" }))
    .filter(({ text }) => /\s|[^\x20-\x7e]/.test(text)),
);

describe("one word for one thing (docs/glossary.md)", () => {
  test.each(refused)("%s is written otherwise: %s", (spelling) => {
    expect(texts.filter(({ text }) => spelling.test(text))).toEqual([]);
  });
});
