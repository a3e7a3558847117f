import { describe, expect, test } from "vitest";
import { startChat } from "../../testing/demo-chat.ts";
import { brokenFiles, textOf } from "../../testing/demo-files.ts";
import { npmPackage, pythonPackage } from "../../testing/demo-projects.ts";

const ask = "このファイルをレビューして、改善点を教えてください";

describe("a review", () => {
  test("of the open file names lines, quotes code and groups by aspect", async () => {
    const chat = startChat(npmPackage);
    const { final, calls } = await chat.send(ask, "src/index.js");
    expect(calls.map((call) => call.name)).toEqual(["Read", "Glob"]);
    for (const heading of [
      "潜在的なバグ",
      "パフォーマンス",
      "コード品質",
      "テスト",
      "ドキュメント",
    ]) {
      expect(final).toContain(`### ${heading}`);
    }
    expect(final).toMatch(/src\/index\.js:29[\s\S]*catch \(e\)/);
    expect(final).toMatch(/src\/index\.js:36[\s\S]*N\+1/);
  });

  test("sees secrets, eval, innerHTML and any; not what stands in strings and comments", async () => {
    const chat = startChat({
      ...npmPackage,
      "src/safe.ts": `/** eval(x) == y */\nexport const text = "a == b; eval(c)";\n`,
    });
    const bad = await chat.send("review src/render.ts");
    for (const line of [6, 7, 8]) expect(bad.final).toContain(`src/render.ts:${line}`);
    const safe = await chat.send("review src/safe.ts");
    expect(safe.final).not.toMatch(/===|run as code/);
  });

  test("ends with a verdict where one is asked for, and passes nothing it did not see whole", async () => {
    const chat = startChat({ ...npmPackage, "src/safe.ts": "export const one = 1;\n" });
    const asked = (files: string) => chat.send(`review ${files}. End with \`VERDICT: pass\``);
    expect((await asked("`src/render.ts`")).final).toMatch(/\n\nVERDICT: fail$/);
    expect((await asked("`src/safe.ts`")).final).toMatch(/\n\nVERDICT: pass$/);
    const many = Array.from({ length: 5 }, (_, i) => `\`src/safe.ts\`, \`src/none${i}.ts\``);
    expect((await asked(many.join(", "))).final).not.toContain("VERDICT");
    expect((await chat.send("review src/safe.ts")).final).not.toContain("VERDICT");
  });

  test("knows whether there is a test", async () => {
    const chat = startChat(pythonPackage);
    expect((await chat.send("review orders/store.py")).final).not.toContain("found no test");
    expect((await chat.send("review orders/main.py")).final).toContain("found no test");
  });

  test("asks which file where several could be meant", async () => {
    const answer = (name: string) =>
      name === "AskUserQuestion" ? { result: "Which file?\n→ src/match.js" } : undefined;
    const chat = startChat(npmPackage, { answer });
    const { final } = await chat.send("レビューをお願いします");
    expect(final).toContain("## レビュー: `src/match.js`");
  });
});

describe("applying", () => {
  test("the chosen fixes, then the rest, leaves code that parses", async () => {
    const chat = startChat(npmPackage);
    await chat.send(ask, "src/index.js");
    const first = await chat.send("1と3を適用して");
    expect(textOf(chat, "src/index.js")).toContain("catch (error) {\n    console.error(error);");
    expect(textOf(chat, "src/index.js")).toContain("== true");
    expect(first.final).toMatch(/\*\*1\.\*\*[\s\S]*3 は意図の判断/);
    await chat.send("適用して");
    const text = textOf(chat, "src/index.js");
    expect(text).toContain("=== true");
    expect(text).not.toContain("console.log");
    expect(brokenFiles(chat)).toEqual([]);
  });

  test("skips lines a person changed since", async () => {
    const chat = startChat(pythonPackage);
    await chat.send(ask, "orders/store.py");
    const changed = textOf(chat, "orders/store.py").replace("if values == None:", "if not values:");
    await chat.files.write("orders/store.py", new TextEncoder().encode(changed));
    const { final } = await chat.send("適用");
    expect(textOf(chat, "orders/store.py")).toBe(changed);
    expect(final).toContain("何も変更していません");
  });
});
