/** The first visit: the welcome, and the tutorial's four parts with the demo model (U-030, U-034). */
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Page } from "playwright-core";
import { violations } from "./support/axe.ts";
import { openStage, type Stage } from "./support/stage.ts";
import * as bench from "./support/workbench.ts";

let stage: Stage;
let page: Page;

beforeAll(async () => {
  stage = await openStage();
  page = await stage.open("/", { language: "en" });
});

afterAll(() => stage?.close());

const button = (name: string) => page.getByRole("button", { name, exact: true });
const guide = (part: string) => page.locator(`[data-tutorial=${part}]`);
const well = (part: string) => guide(part).getByText("Well done").waitFor();

test("a newcomer is welcomed, and may skip it for good", async () => {
  await page.getByRole("heading", { name: "Welcome to Engawa" }).waitFor();
  expect(await violations(page)).toEqual([]);
  await button("Skip").click();
  await page.getByRole("heading", { name: "Welcome to Engawa" }).waitFor({ state: "detached" });
  await page.reload();
  await page.getByText("Create your first project").waitFor();
  expect(await page.getByText("Welcome to Engawa").count()).toBe(0);
});

test("the help begins it all the same; the chat's part is done by sending the example", async () => {
  await page.keyboard.press("?");
  await button("Start tutorial").click();
  await bench.composer(page).waitFor();
  await guide("chat").getByText("1 / 4").waitFor();
  expect(await violations(page)).toEqual([]);
  await guide("chat").getByRole("button", { name: "Insert example" }).click();
  await page.keyboard.press("Enter");
  await well("chat");
});

test("files: a line written in README.md and saved", async () => {
  await button("Next").click();
  await guide("files").getByRole("button", { name: "Open README.md" }).click();
  await bench.editorText(page).waitFor();
  // The guide looks at the page now and then: it must have seen the file as it was.
  await page.waitForTimeout(1500);
  await bench.typeAtEnd(page, "One more line.\n");
  await well("files");
});

test("code: a file asked for, looked at and allowed", async () => {
  await bench.rests(page);
  await button("Next").click();
  await guide("code").getByRole("button", { name: "Insert example" }).click();
  await page.keyboard.press("Enter");
  await bench.approvals(page).first().waitFor();
  expect(await guide("code").getByText("Well done").count()).toBe(0);
  await page.locator("[data-answer=allow]").first().click();
  await well("code");
});

test("tools: a line opened; then it is over, and stays so", async () => {
  await button("Next").click();
  await bench.rests(page);
  await bench.transcript(page).locator("button[aria-expanded=false]").last().click();
  await well("tools");
  expect(await violations(page)).toEqual([]);
  await button("Finish").click();
  await guide("tools").waitFor({ state: "detached" });
  await page.reload();
  await bench.composer(page).waitFor();
  expect(await page.locator("[data-tutorial]").count()).toBe(0);
});
