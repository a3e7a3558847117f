/** Chapter 5 of the specification once more, shorter and in English. */
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Page } from "playwright-core";
import { zipInstalled } from "./support/package.ts";
import { openProject, type TestProject } from "./support/project.ts";
import { buggyStore } from "./support/samples.ts";
import { openStage, type Stage } from "./support/stage.ts";
import * as bench from "./support/workbench.ts";

let stage: Stage;
let page: Page;
let project: TestProject;

beforeAll(async () => {
  stage = await openStage();
  page = await stage.open("/", { language: "en" });
});

afterAll(() => stage?.close());

test("a zip dropped on the list of projects becomes one", async () => {
  await page.getByText("Create your first project").waitFor();
  const archive = bench.upload("picomatch.zip", await zipInstalled("picomatch"));
  await bench.dropFiles(page.getByRole("main"), [archive]);
  await page.waitForURL(/\/p\/[0-9a-f-]+$/);
  project = openProject(stage.user, page.url().split("/p/")[1]!);
  await bench.treeItem(page, "package.json").waitFor();
});

test("a session is made with a name and a mode", async () => {
  await page.getByRole("button", { name: "Choose model and mode…" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("textbox", { name: "Name (optional)" }).fill("Five cases");
  await dialog.getByRole("combobox", { name: "Permission mode" }).selectOption("default");
  await dialog.getByRole("button", { name: "Create" }).click();
  await page.getByRole("button", { name: "Permission mode: Ask first" }).waitFor();
  await page.getByText("Demo model", { exact: true }).waitFor();
  await page.getByRole("link", { name: /Five cases/ }).waitFor();
});

test("5.1 code is generated into files that open in the editor", async () => {
  await bench.send(
    page,
    "Create a Python function that reads a CSV file, aggregates the data and draws a chart",
  );
  for (const path of ["data_processor.py", "visualizer.py", "requirements.txt"])
    await bench.answer(page, path, "allow");
  await bench.rests(page);
  await bench.openFile(page, "visualizer.py");
  await bench.shows(page, /def plot\(/);
});

test("5.2 and 5.3 a file is reviewed, mended by rule, then by an error report", async () => {
  await project.write("store.py", buggyStore);
  await bench.openFile(page, "store.py");
  await bench.send(page, "Please review this file");
  await bench.says(page, "store.py:9");
  await bench.rests(page);
  await bench.send(page, "apply");
  await bench.answer(page, "store.py", "allow");
  await bench.shows(page, "if discount is None:");
  await bench.rests(page);
  await bench.send(
    page,
    "Fix this error:\nTypeError: 'NoneType' object is not subscriptable\nat line 11 in total_of()",
  );
  await bench.answer(page, "order is None", "allow");
  await bench.says(page, "A test I suggest");
  await bench.rests(page);
  expect(await project.read("store.py")).toContain("    if order is None:\n        return None\n");
});

test("5.4 a README keeps what it says and gains what it lacks", async () => {
  const before = await project.read("README.md");
  await project.write("README.md", `${before.split("\n## ")[0]!}\n`);
  await bench.send(page, "Write a complete README for this project, with set-up, usage and API");
  await bench.answer(page, /README\.md[\s\S]*npm install picomatch/, "allow");
  await bench.rests(page);
  const after = await project.read("README.md");
  for (const fact of [before.slice(0, 100), "npm install picomatch", "MIT"])
    expect(after).toContain(fact);
});

test("5.5 a file is made in the chat, and deleted in the tree", async () => {
  await bench.send(page, "Please create a config.yml file with default settings");
  await bench.answer(page, "config.yml", "allow");
  await bench.rests(page);
  await bench.pickInTree(page, "config.yml", "Delete");
  await page.getByRole("dialog").getByRole("button", { name: "Delete" }).click();
  await bench.treeItem(page, "config.yml").waitFor({ state: "detached" });
});
