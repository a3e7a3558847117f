/** Chapter 5 of the specification in the browser, by the built-in demo model, on a published package. */
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Page } from "playwright-core";
import { packInstalled } from "./support/package.ts";
import { openProject, type TestProject } from "./support/project.ts";
import { buggyStore } from "./support/samples.ts";
import { openStage, type Stage } from "./support/stage.ts";
import * as bench from "./support/workbench.ts";

let stage: Stage;
let page: Page;
let project: TestProject;

beforeAll(async () => {
  stage = await openStage();
  page = await stage.open("/");
});

afterAll(() => stage?.close());

test("a published package, chosen as an archive, becomes a project", async () => {
  const archive = bench.upload("picomatch-4.tgz", await packInstalled("picomatch"));
  const button = page.getByRole("button", { name: "アーカイブから作成" }).first();
  await bench.chooseFiles(page, () => button.click(), [archive]);
  await page.waitForURL(/\/p\/[0-9a-f-]+$/);
  project = openProject(stage.user, page.url().split("/p/")[1]!);
  for (const path of ["package.json", "index.js", "README.md"])
    await bench.treeItem(page, path).waitFor();
});

test("a session of the demo model begins, and asks before it changes anything", async () => {
  await page.getByRole("button", { name: "チャットを始める" }).click();
  await page.waitForURL(/\/s\//);
  await page.getByText("デモモデル", { exact: true }).waitFor();
  await page.getByRole("button", { name: /^権限モード/ }).click();
  await page.getByRole("menuitem", { name: /^確認する/ }).click();
  await page.getByRole("button", { name: "権限モード: 確認する" }).waitFor();
});

test("5.1 a feature described in words becomes three files, each approved by a key", async () => {
  await bench.send(
    page,
    "Pythonで、CSVファイルを読み込んでデータを集計し、グラフを生成する関数を作成してください",
  );
  for (const path of ["data_processor.py", "visualizer.py", "requirements.txt"]) {
    await bench.isInView(await bench.approvalOf(page, path));
    await page.keyboard.press("y");
    await bench.treeItem(page, path).waitFor();
  }
  await bench.rests(page);
  await bench.openFile(page, "data_processor.py");
  await bench.shows(page, /def \w+\(/);
  expect(await project.read("requirements.txt")).toContain("matplotlib");
});

test("5.2 the open file is reviewed with the lines of its findings", async () => {
  await bench.treeItem(page, "lib").click();
  await bench.openFile(page, "lib/parse.js");
  await bench.send(page, "このファイルをレビューして、改善点を教えてください");
  await bench.says(page, /lib\/parse\.js:\d+/);
  await bench.says(page, "コード品質");
  await bench.rests(page);
  await bench.openFile(page, "package.json");
});

test("5.2 what a review can mend is applied, and the open editor shows it", async () => {
  await bench.dropFiles(page.getByRole("tree"), [bench.upload("store.py", buggyStore)]);
  await bench.openFile(page, "store.py");
  await bench.shows(page, "if discount == None:");
  await bench.send(page, "このファイルをレビューして、改善点を教えてください");
  await bench.says(page, "store.py:9");
  await bench.rests(page);
  await bench.send(page, "適用して");
  await bench.answer(page, "store.py", "allow");
  await bench.shows(page, "if discount is None:");
  await bench.rests(page);
  expect(await project.read("store.py")).toBe(buggyStore.replace("== None", "is None"));
});

test("5.3 a pasted error is found, explained and mended once the diff is approved", async () => {
  await bench.send(
    page,
    "このエラーを修正してください:\nTypeError: 'NoneType' object is not subscriptable\nat line 11 in total_of()",
  );
  const card = await bench.approvalOf(page, "store.py");
  await card.getByText("if order is None:").waitFor();
  expect(await project.read("store.py")).not.toContain("order is None");
  await card.locator("[data-answer=allow]").click();
  await bench.shows(page, "if order is None:");
  await bench.says(page, "テストの提案");
  await bench.rests(page);
  expect(await project.read("store.py")).toContain("    if order is None:\n        return None\n");
});

test("5.5 a file that matters is deleted only after a warning", async () => {
  await bench.pickInTree(page, "README.md", "削除");
  const dialog = page.getByRole("dialog");
  await dialog.getByText("「README.md」を削除しますか？").waitFor();
  await dialog.getByRole("button", { name: "キャンセル" }).click();
  await dialog.waitFor({ state: "hidden" });
  await bench.treeItem(page, "README.md").waitFor();
  await bench.pickInTree(page, "package.json", "削除");
  await dialog.getByText(/プロジェクトにとって重要なファイル/).waitFor();
  await page.keyboard.press("Escape");
  await dialog.waitFor({ state: "hidden" });
  await bench.pickInTree(page, "README.md", "削除");
  await dialog.getByRole("button", { name: "削除" }).click();
  await bench.treeItem(page, "README.md").waitFor({ state: "detached" });
  await expect(project.read("README.md")).rejects.toThrow("404");
});

test("5.4 a README is written from the project's own files", async () => {
  await bench.send(
    page,
    "このプロジェクトの包括的なREADME.mdを作成してください。セットアップ手順、使用方法、API仕様を含めてください",
  );
  const card = await bench.approvalOf(page, "README.md");
  await bench.isInView(card);
  await card.getByText("npm install picomatch").first().waitFor();
  await card.locator("[data-answer=allow]").click();
  await bench.treeItem(page, "README.md").waitFor();
  await bench.rests(page);
  const readme = await project.read("README.md");
  for (const fact of ["# picomatch", "npm install picomatch", "MIT"])
    expect(readme).toContain(fact);
});

test("5.5 a file is made by a sentence in the chat", async () => {
  await bench.send(page, "config.ymlファイルを作成して、デフォルト設定を追加してください");
  await bench.answer(page, "config.yml", "allow");
  await bench.treeItem(page, "config.yml").waitFor();
  await bench.rests(page);
  expect(await project.read("config.yml")).toContain("server:");
});

test("5.5 a file is made in the tree, written in the editor and saved by itself", async () => {
  await bench.pickInTree(page, "package.json", "新規ファイル");
  await page.getByRole("textbox", { name: /^ファイル名/ }).fill("docs/notes.md");
  await page.keyboard.press("Enter");
  await page.locator("[role=tab][data-tab='docs/notes.md'][aria-selected=true]").waitFor();
  await bench.saveIndicator(page, "saved").waitFor();
  await bench.typeAtEnd(page, "# 覚え書き\n");
  await page.getByText("未保存", { exact: true }).last().waitFor();
  await bench.saveIndicator(page, "saved").waitFor();
  await page.reload();
  await bench.shows(page, "# 覚え書き");
  expect(await project.read("docs/notes.md")).toBe("# 覚え書き\n");
});

test("5.5 a file is renamed in the tree, and its tab follows", async () => {
  await bench.treeItem(page, "docs/notes.md").click();
  await page.keyboard.press("F2");
  await page.getByRole("textbox", { name: "名前を変更" }).fill("memo.md");
  await page.keyboard.press("Enter");
  await bench.treeItem(page, "docs/memo.md").waitFor();
  await page.locator("[role=tab][data-tab='docs/memo.md']").waitFor();
  expect(await project.read("docs/memo.md")).toBe("# 覚え書き\n");
  await expect(project.read("docs/notes.md")).rejects.toThrow("404");
});

test("5.5 a file is renamed from the menu, and a name that is taken can be corrected", async () => {
  await bench.pickInTree(page, "docs/memo.md", "名前を変更");
  const field = page.getByRole("textbox", { name: "名前を変更" });
  await project.write("docs/taken.md", "");
  await field.fill("taken.md");
  await field.press("Enter");
  await page.getByText("同じ名前のファイルまたはフォルダーがあります").waitFor();
  await field.fill("notes.md");
  await field.press("Enter");
  await bench.treeItem(page, "docs/notes.md").waitFor();
  expect(await project.read("docs/notes.md")).toBe("# 覚え書き\n");
  expect(await bench.treeItem(page, "docs/notes.md").evaluate((row) => row.matches(":focus"))).toBe(
    true,
  );
});
