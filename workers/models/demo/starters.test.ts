import { describe, expect, test } from "vitest";
import { startChat } from "../testing/demo-chat.ts";
import { textOf } from "../testing/demo-files.ts";
import { npmPackage, pythonPackage } from "../testing/demo-projects.ts";

const puzzled = /did not understand|分かりませんでした|beyond the demo model|手に余る/;

/** What an empty chat offers to click (web/i18n/chat.ts), and what the demo says of itself. */
const starters = [
  "このプロジェクトの構成を説明して",
  "開いているファイルをレビューして",
  "TODO と書かれた箇所を探して",
  "テストを実行して、失敗を直して",
  "メールアドレスを検証する TypeScript の関数を作って",
  "CSV を集計する Python のスクリプトを作って",
  "Explain how this project is organised",
  "Review the file I have open",
  "Find every TODO in the code",
  "Run the tests and fix what fails",
  "Write a TypeScript function that validates an e-mail address",
  "Write a Python script that sums up a CSV file",
];

test.each(starters)("the starter “%s” is understood", async (text) => {
  const { said } = await startChat(npmPackage).send(text, "src/index.js");
  expect(said).not.toMatch(puzzled);
});

/** Every example of the demo's own help (skills/talk.ts). */
const examples = [
  "Pythonで、CSVファイルを読み込んでデータを集計し、グラフを生成する関数を作成してください",
  "このファイルをレビューして",
  "このエラーを修正してください",
  "README.mdを作成してください",
  "main.pyのparse_data関数にエラーハンドリングを追加",
  "Write Python functions that read a CSV file, aggregate it and draw a chart",
  "review this file",
  "fix this error",
  "write a README.md",
  "add error handling to parse_data in main.py",
];

test.each(examples)("the help's own example “%s” is understood", async (text) => {
  const { said } = await startChat(pythonPackage).send(text, "orders/store.py");
  expect(said).not.toMatch(puzzled);
});

test.each(["TODO と書かれた箇所を探して", "Find every TODO in the code"])(
  "“%s” searches for TODO",
  async (text) => {
    const { calls } = await startChat(npmPackage).send(text);
    expect(calls).toMatchObject([{ name: "Grep", input: { pattern: "TODO" } }]);
  },
);

test("the starter's function accepts addresses and refuses what only resembles them", async () => {
  const chat = startChat({});
  await chat.send("Write a JavaScript function that validates an e-mail address");
  const [file] = [...chat.files.walk("")];
  const url = `data:text/javascript,${encodeURIComponent(textOf(chat, file!.path))}`;
  const { isEmailAddress } = (await import(/* @vite-ignore */ url)) as {
    isEmailAddress: (text: string) => boolean;
  };
  const good = ["a@example.com", "first.last+tag@mail.example.co.jp", "o'neil@x-y.org"];
  const bad = ["", "a", "a@b", "@b.co", "a@@b.co", "a..b@c.de", "a b@c.de", "a@-b.de", "a@1.2.3.4"];
  expect(good.filter((one) => !isEmailAddress(one))).toEqual([]);
  expect(bad.filter((one) => isEmailAddress(one))).toEqual([]);
});

describe("running tests", () => {
  test.each([
    "テストを実行して、失敗を直して",
    "Run the tests and fix what fails",
    "run all tests",
  ])("“%s” names the command and says that it was not run", async (text) => {
    const { final, calls } = await startChat(npmPackage).send(text);
    expect(final).toContain("npm test");
    expect(final).toMatch(/did not run the tests|実行していません/);
    expect(calls.map((call) => call.name)).not.toContain("Bash");
  });

  test.each([
    ["このファイルをレビューして", "テストを実行して、失敗を直して"],
    ["review this file", "Run the tests and fix what fails"],
  ])("after “%s”, “%s” does not apply what the review found", async (review, ask) => {
    const chat = startChat(npmPackage);
    await chat.send(review, "src/index.js");
    expect((await chat.send(ask, "src/index.js")).final).toContain("npm test");
  });
});

test.each(["`ls -la` を実行", "ls -la を実行", "ls -laを実行して", "run `ls -la`", "run ls -la"])(
  "“%s” runs the command",
  async (text) => {
    const { calls } = await startChat(npmPackage).send(text);
    expect(calls).toMatchObject([{ name: "Bash", input: { command: "ls -la" } }]);
  },
);
