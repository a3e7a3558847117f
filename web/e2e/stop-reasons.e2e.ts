/** How each way a model's answer can end looks in the browser; the model is a real HTTP server. */
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import type { Page } from "playwright-core";
import { calls, fail, say } from "../../workers/testing/script.ts";
import { openModelStage, type ModelStage } from "./model-stage.ts";
import { createProject, type TestProject } from "./support/project.ts";
import * as bench from "./support/workbench.ts";

let stage: ModelStage;
let project: TestProject;
let page: Page;

beforeAll(async () => {
  stage = await openModelStage();
  project = await createProject(stage.user, { "a.txt": "alpha\n", "b.txt": "beta\n" });
  page = await stage.open(project.path);
});

afterAll(() => stage?.close());

beforeEach(async () => {
  await page.goto(stage.server.url + (await project.newSession()));
});

/** Another message is answered as ever. */
async function goesOn() {
  await stage.script(say("それでは次へ。"));
  await bench.send(page, "続けて");
  await bench.says(page, "それでは次へ。");
  await bench.rests(page);
}

test("end_turn: thinking is folded above the answer", async () => {
  await stage.script({ blocks: [{ thinking: "まず考える。" }, { text: "**答え**です。" }] });
  await bench.send(page, "こんにちは");
  await bench.says(page, "答え");
  const thought = page.getByText("まず考える。");
  expect(await thought.isVisible()).toBe(false);
  await page.getByText("思考", { exact: true }).click();
  await thought.waitFor();
  expect(await page.locator("strong", { hasText: "答え" }).count()).toBe(1);
});

test("tool_use: calls of one message run side by side, each with its own line", async () => {
  await stage.script(
    calls(["Read", { file_path: "/workspace/a.txt" }], ["Read", { file_path: "/workspace/b.txt" }]),
    say("二つとも読みました。"),
  );
  await bench.send(page, "読んで");
  await bench.says(page, "二つとも読みました。");
  for (const path of ["a.txt", "b.txt"])
    await page.getByRole("button", { name: new RegExp(`${path} .*完了`) }).waitFor();
  const results = (await stage.requests()).at(-1)?.body.messages.at(-1).content;
  expect(results).toMatchObject([{ type: "tool_result" }, { type: "tool_result" }]);
  expect(JSON.stringify(results)).toMatch(/alpha[\s\S]*beta/);
});

test("max_tokens: what was said stays, and that it was cut is said", async () => {
  await stage.script(say("途中まで", { stop_reason: "max_tokens" }));
  await bench.send(page, "長い話を");
  await bench.says(page, /長さの上限/);
  await bench.says(page, "途中まで");
  await goesOn();
});

test("stop_sequence: an answer like any other", async () => {
  await stage.script(say("ここまで", { stop_reason: "stop_sequence", stop_sequence: "STOP" }));
  await bench.send(page, "話して");
  await bench.says(page, "ここまで");
  await goesOn();
});

test("pause_turn: the turn goes on by itself", async () => {
  await stage.script(say("前半。", { stop_reason: "pause_turn" }), say("後半。"));
  await bench.send(page, "話して");
  await bench.says(page, "前半。");
  await bench.says(page, "後半。");
  await bench.rests(page);
});

test("refusal: what was said is taken back, and why is said", async () => {
  const explanation = "危険な依頼です";
  await stage.script(
    say("実は", {
      stop_reason: "refusal",
      stop_details: { type: "refusal", category: "cyber", explanation },
    }),
  );
  await bench.send(page, "だめな依頼");
  await bench.says(page, /回答を控えました/);
  await bench.says(page, new RegExp(explanation));
  expect(await page.getByText("実は").count()).toBe(0);
  await goesOn();
});

test("model_context_window_exceeded: the conversation is summarised and the turn goes on", async () => {
  await stage.script(
    say("入り", { stop_reason: "model_context_window_exceeded" }),
    say("<summary>これまでの要約です。</summary>"),
    say("続きです。"),
  );
  await bench.send(page, "とても長い話");
  await bench.says(page, "続きです。");
  await bench.says(page, "会話を要約し、コンテキストを縮めました");
  await page.getByText("要約を見る").click();
  await bench.says(page, "これまでの要約です。");
  await bench.says(page, "とても長い話");
  await bench.rests(page);
});

test("an unknown reason: the answer stays, and the reason is named", async () => {
  await stage.script(say("ふむ。", { stop_reason: "sunspots" }));
  await bench.send(page, "話して");
  await bench.says(page, "ふむ。");
  await bench.says(page, /sunspots/);
  await goesOn();
});

test("an error: code, what to do, and the request id to copy", async () => {
  await stage.script(fail(400, { message: "no" }));
  await bench.send(page, "話して");
  const error = page.getByRole("group", { name: "エラー" });
  await error.getByText("AI APIエラー").first().waitFor();
  await error.getByText(/対処: /).waitFor();
  await error.getByRole("button", { name: "リクエスト ID をコピー" }).click();
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  expect(copied).toMatch(/^CLAUDE_002 · req_\w+$/);
  await stage.script(say("今度は大丈夫。"));
  await error.getByRole("button", { name: "もう一度送る" }).click();
  await bench.says(page, "今度は大丈夫。");
});

test("529: asked again before anything is shown, and nobody notices", async () => {
  const before = (await stage.requests()).length;
  await stage.script(fail(529, { headers: { "retry-after-ms": "10" } }), say("二度目で成功。"));
  await bench.send(page, "話して");
  await bench.says(page, "二度目で成功。");
  expect((await stage.requests()).slice(before).map((one) => one.status)).toEqual([529, 200]);
  expect(await page.getByRole("group", { name: "エラー" }).count()).toBe(0);
});
