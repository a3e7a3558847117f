/** One file in several hands: two editors, the agent, and a line that fails. */
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import type { Page } from "playwright-core";
import { calls, say } from "../../workers/testing/script.ts";
import { openLine, type Line } from "./support/line.ts";
import { openModelStage, type ModelStage } from "./model-stage.ts";
import { createProject, type TestProject } from "./support/project.ts";
import * as bench from "./support/workbench.ts";

const start = "first line\nsecond line\nthird line\n";

let stage: ModelStage;
let line: Line;
let project: TestProject;
let here: Page;
let there: Page;

beforeAll(async () => {
  stage = await openModelStage();
  line = await openLine(stage.server.url);
});

afterAll(() => Promise.all([stage?.close(), line?.close()]));

beforeEach(async () => {
  project = await createProject(stage.user, { "notes.txt": start });
  const session = await project.newSession({ mode: "acceptEdits" });
  [here, there] = await Promise.all([
    stage.open(session),
    stage.open(session, { through: line.url }),
  ]);
  await Promise.all([bench.openFile(here, "notes.txt"), bench.openFile(there, "notes.txt")]);
});

test("what one editor saves shows in the other", async () => {
  await bench.typeAtEnd(here, "from here\n");
  await bench.shows(there, "from here");
  await bench.saveIndicator(there, "saved").waitFor();
  expect(await project.read("notes.txt")).toBe(`${start}from here\n`);
});

test("edits at once are a conflict that loses neither, and merge", async () => {
  await there.context().setOffline(true);
  await bench.typeAtEnd(there, "from there\n");
  await bench.saveIndicator(there, "failed").waitFor();
  await bench.editorText(here).click();
  await here.keyboard.press("Control+Home");
  await here.keyboard.insertText("from here\n");
  await here.keyboard.press("Control+s");
  await expect.poll(() => project.read("notes.txt")).toBe(`from here\n${start}`);
  await there.context().setOffline(false);
  const conflict = there.getByRole("alert").filter({ hasText: "別の場所で変更されました" });
  await conflict.waitFor();
  await bench.shows(there, "from there");
  expect(await project.read("notes.txt")).toBe(`from here\n${start}`);
  await conflict.getByRole("button", { name: "比較して統合" }).click();
  await there.getByRole("button", { name: "統合した内容を保存" }).click();
  const both = `from here\n${start}from there\n`;
  await expect.poll(() => project.read("notes.txt")).toBe(both);
  await bench.shows(here, "from there");
});

test("what the agent writes shows in the open editor", async () => {
  const file = { file_path: "/workspace/notes.txt" };
  await stage.script(
    calls(["Read", file]),
    calls(["Edit", { ...file, old_string: "second line", new_string: "line of the agent" }]),
    say("直しました。"),
  );
  await bench.send(here, "直して");
  await Promise.all([
    bench.shows(here, "line of the agent"),
    bench.shows(there, "line of the agent"),
  ]);
  await bench.says(here, "直しました。");
});

test("edits that could not be saved are kept in the browser, and offered again", async () => {
  line.cut();
  await bench.typeAtEnd(there, "on the train\n");
  await there
    .getByText(/ローカルに下書きを保存しました/)
    .first()
    .waitFor();
  line.restore();
  await there.goto("about:blank");
  expect(await project.read("notes.txt")).toBe(start);
  await there.goto(line.url + project.path);
  await there.getByText("下書きが見つかりました（1件）").waitFor();
  await there.getByRole("button", { name: "復元" }).click();
  await bench.shows(there, "on the train");
  await expect.poll(() => project.read("notes.txt")).toBe(`${start}on the train\n`);
});
