/** From signing in to a saved file without a mouse. */
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Locator, Page } from "playwright-core";
import { openProject, type TestProject } from "./support/project.ts";
import { openStage, type Stage } from "./support/stage.ts";
import * as bench from "./support/workbench.ts";

let stage: Stage;
let page: Page;
let project: TestProject;

beforeAll(async () => {
  stage = await openStage();
  page = await stage.open("/", { as: null });
});

afterAll(() => stage?.close());

const hasFocus = (target: Locator) =>
  target.evaluate((element) => element.contains(document.activeElement)).catch(() => false);

/** Walks with Tab, as often as a patient person would. */
async function tabTo(target: Locator) {
  await target.waitFor();
  for (let presses = 0; presses < 60; presses++) {
    if (await hasFocus(target)) return;
    await page.keyboard.press("Tab");
  }
  throw new Error(`60 times Tab did not lead to ${String(target)}`);
}

test("sign in", async () => {
  await tabTo(page.locator("input[type=email]"));
  await page.keyboard.type(stage.server.user.email);
  await page.keyboard.press("Tab");
  await tabTo(page.locator("input[type=password]"));
  await page.keyboard.type(stage.server.user.password);
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { name: "プロジェクト" }).waitFor();
});

test("create a project", async () => {
  await tabTo(page.getByRole("button", { name: "新規プロジェクト" }).first());
  await page.keyboard.press("Enter");
  const name = page.getByRole("dialog").getByRole("textbox");
  await expect.poll(() => hasFocus(name)).toBe(true);
  await page.keyboard.type("by-keyboard");
  await page.keyboard.press("Enter");
  await page.waitForURL(/\/p\//);
  project = openProject(stage.user, page.url().split("/p/")[1]!);
});

test("begin a session that asks before changes", async () => {
  await tabTo(page.getByRole("button", { name: "チャットを始める" }));
  await page.keyboard.press("Alt+n");
  const dialog = page.getByRole("dialog");
  await tabTo(dialog.getByRole("combobox", { name: "権限モード" }));
  await page.keyboard.press("Home");
  await tabTo(dialog.getByRole("button", { name: "作成" }));
  await page.keyboard.press("Enter");
  await page.waitForURL(/\/s\//);
  await page.getByRole("button", { name: "権限モード: 確認する" }).waitFor();
});

test("send a message and allow what it asks", async () => {
  await expect.poll(() => hasFocus(bench.composer(page))).toBe(true);
  await page.keyboard.type("config.ymlファイルを作成して、デフォルト設定を追加してください");
  await page.keyboard.press("Enter");
  await bench.approvalOf(page, "config.yml");
  await page.keyboard.press("y");
  await bench.treeItem(page, "config.yml").waitFor();
  await bench.rests(page);
});

test("open the file from the tree, edit it and save it", async () => {
  await tabTo(page.getByRole("tree"));
  await page.keyboard.press("End");
  await page.keyboard.press("Enter");
  await page.locator("[role=tab][data-tab='config.yml'][aria-selected=true]").waitFor();
  await tabTo(bench.editorText(page));
  await page.keyboard.press("Control+End");
  await page.keyboard.type("# by keyboard");
  await page.keyboard.press("Control+s");
  await page.getByText("ファイルを保存しました").waitFor();
  expect(await project.read("config.yml")).toContain("# by keyboard");
});

test("leave the editor again, which keeps Tab for itself", async () => {
  await page.keyboard.press("Escape");
  await page.keyboard.press("Tab");
  expect(await hasFocus(bench.editorText(page))).toBe(false);
});

test("what a menu asks has the focus each time; answered, the next row has it", async () => {
  for (const name of ["keyboard-b", "keyboard-a"])
    await stage.user.json("POST", "/projects", { name });
  await page.goto(`${stage.server.url}/`);
  const menu = (name: string) => page.getByRole("button", { name: `その他の操作: ${name}` });
  const dialog = page.getByRole("dialog");
  const ask = async () => {
    await page.keyboard.press("Enter");
    await expect.poll(() => hasFocus(page.getByRole("menu"))).toBe(true);
    await page.keyboard.press("End");
    await page.keyboard.press("Enter");
    await dialog.waitFor();
    await expect.poll(() => hasFocus(dialog)).toBe(true);
  };
  await tabTo(menu("keyboard-a"));
  for (let time = 0; time < 3; time++) {
    await ask();
    // The press that chose the entry presses nothing in what it opened.
    await page.waitForTimeout(100);
    expect(await dialog.isVisible()).toBe(true);
    await page.keyboard.press("Escape");
    await expect.poll(() => hasFocus(menu("keyboard-a"))).toBe(true);
  }
  await ask();
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await menu("keyboard-a").waitFor({ state: "detached" });
  await expect.poll(() => hasFocus(menu("keyboard-b"))).toBe(true);
});
