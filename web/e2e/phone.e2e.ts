/** The workbench on a phone of 390 × 844. */
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Locator, Page } from "playwright-core";
import { calls, say } from "../../workers/testing/script.ts";
import { violations } from "./support/axe.ts";
import { openModelStage, type ModelStage } from "./model-stage.ts";
import { createProject, type TestProject } from "./support/project.ts";
import * as bench from "./support/workbench.ts";

let stage: ModelStage;
let project: TestProject;
let page: Page;

beforeAll(async () => {
  stage = await openModelStage();
  const name = `a/${"very-long-name-".repeat(6)}.txt`;
  project = await createProject(stage.user, { [name]: "x\n", "main.ts": "export {};\n" });
  const session = await project.newSession({ mode: "default" });
  page = await stage.open(session, { window: [390, 844], phone: true });
});

afterAll(() => stage?.close());

/** The page does not scroll sideways, and no control stands outside of it. */
async function fits() {
  expect(await page.evaluate("document.scrollingElement.scrollWidth")).toBeLessThanOrEqual(390);
  const controls = page.locator("button:visible, a:visible, input:visible, textarea:visible");
  const outside = await controls.evaluateAll((all) =>
    all
      .filter((one) => !one.matches(".sr-only") && one.getBoundingClientRect().right > innerWidth)
      .map((one) => one.outerHTML),
  );
  expect(outside).toEqual([]);
}

const tab = (name: string): Locator =>
  page.getByRole("tablist", { name: "画面の切り替え" }).getByRole("tab", { name });

test("chat, files and sessions are three tabs, one at a time", async () => {
  await bench.composer(page).waitFor();
  await fits();
  await tab("ワークスペース").tap();
  await bench.treeItem(page, "main.ts").waitFor();
  expect(await bench.composer(page).isVisible()).toBe(false);
  await fits();
  await tab("セッション").tap();
  await page.getByRole("button", { name: "新規セッション" }).waitFor();
  expect(await bench.treeItem(page, "main.ts").isVisible()).toBe(false);
  await fits();
  await tab("チャット").tap();
  await bench.composer(page).waitFor();
});

test("a long answer stays within the window", async () => {
  await stage.script(
    say(
      `\`\`\`\n${"wide ".repeat(80)}\n\`\`\`\n\n${"unbroken".repeat(40)}\n\n| ${"a | ".repeat(20)}`,
    ),
  );
  await bench.composer(page).fill("話して");
  await page.getByRole("button", { name: "送信", exact: true }).tap();
  await bench.says(page, /unbroken/);
  await bench.rests(page);
  await fits();
});

test("the answers to an approval are as large as a thumb, and apart", async () => {
  await stage.script(
    calls(["Write", { file_path: "/workspace/b.txt", content: "b\n" }]),
    say("済"),
  );
  await bench.composer(page).fill("書いて");
  await page.getByRole("button", { name: "送信", exact: true }).tap();
  const card = await bench.approvalOf(page, "b.txt");
  const boxes = await Promise.all(
    (await card.locator("[data-answer]").all()).map((button) => button.boundingBox()),
  );
  expect(boxes.length).toBe(4);
  for (const box of boxes) {
    expect(box!.height).toBeGreaterThanOrEqual(44);
    expect(box!.width).toBeGreaterThanOrEqual(44);
  }
  const gaps = boxes.slice(1).map((box, at) => {
    const above = boxes[at]!;
    return Math.max(box!.y - (above.y + above.height), box!.x - (above.x + above.width));
  });
  for (const gap of gaps) expect(gap).toBeGreaterThanOrEqual(4);
  await fits();
  expect(await violations(page)).toEqual([]);
  await card.locator("[data-answer=allow]").tap();
  await bench.says(page, "済");
});

test("a file opened from the tree takes the screen, and the tree comes back", async () => {
  await tab("ワークスペース").tap();
  await bench.treeItem(page, "main.ts").tap();
  await bench.shows(page, "export {};");
  expect(await bench.treeItem(page, "main.ts").isVisible()).toBe(false);
  await fits();
  expect(await violations(page)).toEqual([]);
  await page.getByRole("button", { name: /^ツリーを表示/ }).tap();
  await bench.treeItem(page, "main.ts").waitFor();
});

test("two versions of a file merge one above the other, change by change", async () => {
  await bench.treeItem(page, "main.ts").tap();
  await page.context().setOffline(true);
  await bench.typeAtEnd(page, "const mine = 1;\n");
  await bench.saveIndicator(page, "failed").waitFor();
  await project.write("main.ts", "export {};\nconst theirs = 1;\n");
  await page.context().setOffline(false);
  await page.getByRole("button", { name: "比較して統合" }).tap();
  const asked = page.getByRole("dialog");
  const choices = asked.locator(".cm-merge-choice");
  await choices.first().waitFor();
  await fits();
  expect((await choices.first().boundingBox())!.height).toBeGreaterThanOrEqual(44);
  expect(await violations(page)).toEqual([]);
  await asked.getByRole("button", { name: "相手の内容にする" }).first().tap();
  await choices.first().waitFor({ state: "detached" });
  await asked.getByRole("button", { name: "統合した内容を保存" }).tap();
  await bench.shows(page, "const theirs = 1;");
  expect(await project.read("main.ts")).toBe("export {};\nconst theirs = 1;\n");
});
