import { describe, expect, test } from "vitest";
import { startChat } from "../testing/demo-chat.ts";
import { npmPackage } from "../testing/demo-projects.ts";

const puzzled = /did not understand|分かりませんでした/;

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
});

test.each(["`ls -la` を実行", "ls -la を実行", "ls -laを実行して", "run `ls -la`", "run ls -la"])(
  "“%s” runs the command",
  async (text) => {
    const { calls } = await startChat(npmPackage).send(text);
    expect(calls).toMatchObject([{ name: "Bash", input: { command: "ls -la" } }]);
  },
);
