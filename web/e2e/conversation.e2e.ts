/** Talking with a running agent: stop, queue, questions, plans, refusals, rules. */
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Page } from "playwright-core";
import type { PermissionMode } from "#contract/common";
import { calls, say } from "../../workers/testing/script.ts";
import { openModelStage, type ModelStage } from "./model-stage.ts";
import { createProject, type TestProject } from "./support/project.ts";
import * as bench from "./support/workbench.ts";

let stage: ModelStage;
let project: TestProject;
let page: Page;

beforeAll(async () => {
  stage = await openModelStage();
  project = await createProject(stage.user, { "a.txt": "alpha\n" });
  page = await stage.open(project.path);
});

afterAll(() => stage?.close());

async function begin(mode: PermissionMode = "default") {
  await page.goto(stage.server.url + (await project.newSession({ mode })));
  await bench.composer(page).waitFor();
}

/** What the model was told last. */
const lastTold = async () =>
  JSON.stringify((await stage.requests()).at(-1)?.body.messages.at(-1).content);

const slow = (text: string) => say(text, { delta_chars: 2, deltas_per_second: 20 });
const write = (path: string, content: string) =>
  calls(["Write", { file_path: `/workspace/${path}`, content }]);

test("an answer appears while it is written, and stop ends it there", async () => {
  await begin();
  await stage.script(slow("はじめの言葉。".repeat(40)));
  await bench.send(page, "長く話して");
  await bench.says(page, /はじめの言葉/);
  await bench.runBar(page).click();
  await bench.says(page, "中断しました");
  await bench.rests(page);
  const kept = (await bench.transcript(page).innerText()).match(/はじめの言葉/g)?.length ?? 0;
  expect(kept).toBeLessThan(40);
  await stage.script(say("続けます。"));
  await bench.send(page, "続けて");
  await bench.says(page, "続けます。");
});

test("messages sent meanwhile wait in a list, may be taken back, and follow in order", async () => {
  await begin();
  await stage.script(slow("一つ目の答え。".repeat(24)), say("三つ目の答え。"));
  await bench.send(page, "一つ目");
  await bench.says(page, /一つ目の答え/);
  await bench.send(page, "二つ目");
  await bench.send(page, "三つ目");
  const queue = page.getByRole("list", { name: "待機中のメッセージ" });
  const second = queue.getByRole("listitem").filter({ hasText: "二つ目" });
  await second.getByRole("button").click();
  await second.waitFor({ state: "detached" });
  await bench.says(page, "三つ目の答え。");
  await bench.rests(page);
  expect(await page.getByText("二つ目", { exact: true }).count()).toBe(0);
});

test("a conversation that fills the context is summarised by itself, and can still be read whole", async () => {
  await begin();
  const full = { usage: { input_tokens: 800_000, output_tokens: 10_000 } };
  const summary = say("<summary>要点は縁側の話。</summary>", {
    delta_chars: 2,
    deltas_per_second: 20,
  });
  await stage.script(say("一つ目の答え。", full), summary, say("二つ目の答え。"));
  const meter = page.getByRole("meter", { name: "コンテキスト" });
  await bench.send(page, "一つ目の質問");
  await bench.says(page, "一つ目の答え。");
  await expect.poll(() => meter.getAttribute("aria-valuenow")).toBe("81");
  await bench.send(page, "二つ目の質問");
  await page.getByRole("status").getByText("会話を要約しています…").waitFor();
  await bench.says(page, "二つ目の答え。");
  await expect.poll(() => meter.getAttribute("aria-valuenow")).toBe("0");
  expect(await lastTold()).toMatch(/要点は縁側の話。.*二つ目の質問/s);
  const whole =
    /一つ目の質問.*一つ目の答え。.*二つ目の質問.*会話を要約し、コンテキストを縮めました.*二つ目の答え。/s;
  expect(await bench.transcript(page).innerText()).toMatch(whole);
  await page.reload();
  await bench.says(page, "二つ目の答え。");
  expect(await bench.transcript(page).innerText()).toMatch(whole);
  await page.getByText("要約を見る").click();
  await bench.says(page, "要点は縁側の話。");
});

test("a question of the model is answered by a choice and by own words", async () => {
  await begin();
  const option = (label: string) => ({ label, description: "" });
  await stage.script(
    calls([
      "AskUserQuestion",
      {
        questions: [
          { question: "どの言語？", header: "言語", options: [option("Python"), option("Go")] },
          { question: "名前は？", header: "名前", options: [option("A"), option("B")] },
        ],
      },
    ]),
    say("わかりました。"),
  );
  await bench.send(page, "何か作って");
  const card = await bench.approvalOf(page, "どの言語？");
  await card.getByRole("radio", { name: "Go" }).check();
  await card.getByRole("radio", { name: "その他" }).last().check();
  await card.getByRole("textbox", { name: "その他の回答" }).fill("縁側");
  await card.getByRole("button", { name: "回答を送信" }).click();
  await bench.says(page, "わかりました。");
  expect(await lastTold()).toMatch(/Go[\s\S]*縁側/);
});

test("a plan is edited, approved, and carried out as edited", async () => {
  await begin("plan");
  await stage.script(
    calls(["ExitPlanMode", { plan: "1. `plan.txt` を書く" }]),
    write("plan.txt", "done\n"),
    say("計画どおりです。"),
  );
  await bench.send(page, "計画して");
  const card = await bench.approvalOf(page, "を書く");
  await card.getByRole("button", { name: "計画を編集" }).click();
  await card.getByRole("textbox", { name: "計画の本文" }).fill("1. 慎重に書く");
  await card.getByRole("button", { name: /^承認し、編集は確認しない/ }).click();
  await bench.says(page, "計画どおりです。");
  await bench.rests(page);
  const told = JSON.stringify((await stage.requests()).at(-1)?.body.messages);
  expect(told).toContain("慎重に書く");
  expect(await project.read("plan.txt")).toBe("done\n");
  await page.getByRole("button", { name: "権限モード: 編集を自動許可" }).waitFor();
});

test("a plan sent back tells the model what should change", async () => {
  await begin("plan");
  await stage.script(calls(["ExitPlanMode", { plan: "全部消す" }]), say("考え直します。"));
  await bench.send(page, "計画して");
  const card = await bench.approvalOf(page, "全部消す");
  await card.getByRole("textbox", { name: /^見直してほしい点/ }).fill("消さないで");
  await card.getByRole("button", { name: /^見直しを求める/ }).click();
  await bench.says(page, "考え直します。");
  expect(await lastTold()).toContain("消さないで");
});

test("a refused call tells the model why, and changes nothing", async () => {
  await begin();
  await stage.script(write("no.txt", "no\n"), say("やめておきます。"));
  await bench.send(page, "書いて");
  const card = await bench.approvalOf(page, "no.txt");
  await card.getByRole("textbox", { name: /^拒否の理由/ }).fill("まだ早い");
  await page.keyboard.press("Enter");
  await bench.says(page, "やめておきます。");
  expect(await lastTold()).toContain("まだ早い");
  await page.getByRole("button", { name: /no\.txt .*拒否/ }).waitFor();
  await expect(project.read("no.txt")).rejects.toThrow("404");
});

test("what is always allowed in a session is not asked again in it, but in the next", async () => {
  await begin();
  await stage.script(write("one.txt", "1\n"), write("two.txt", "2\n"), say("二つ書きました。"));
  await bench.send(page, "書いて");
  await bench.approvalOf(page, "one.txt");
  await page.keyboard.press("a");
  await bench.says(page, "二つ書きました。");
  expect(await project.read("two.txt")).toBe("2\n");
  await begin();
  await stage.script(write("three.txt", "3\n"), say("三つ目。"));
  await bench.send(page, "書いて");
  await bench.answer(page, "three.txt", "deny");
  await bench.says(page, "三つ目。");
});
