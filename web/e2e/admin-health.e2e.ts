/** Health checks (SA-043). */
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Page } from "playwright-core";
import { runCron } from "#scripts/local/cron";
import { violations } from "./support/axe.ts";
import { signIn, type Client } from "./support/client.ts";
import { openStage, type Stage } from "./support/stage.ts";

let stage: Stage;
let admin: Client;
let page: Page;

beforeAll(async () => {
  stage = await openStage();
  admin = await signIn(stage.server.url, stage.server.admin);
  expect(await runCron(stage.server.url, "* * * * *")).toBe(true);
});

afterAll(() => stage?.close());

test("SA-043: what works stands there with its times, and what is the matter with what to do", async () => {
  page = await stage.open("/admin/support?tab=health", { as: admin, language: "en" });
  const cards = page.getByRole("listitem");
  await cards.filter({ hasText: "Database (D1)" }).getByText("Healthy").waitFor();
  await cards
    .filter({ hasText: "Storage (R2)" })
    .getByText(/^\d+ ms$/)
    .waitFor();
  await cards.filter({ hasText: "Anthropic API" }).getByText("Not set up").waitFor();
  await page.locator("summary").filter({ hasText: "Database (D1)" }).click();
  await page.getByText("Migrations pending").waitFor();
  await page.getByRole("button", { name: "Run health check" }).click();
  await page.getByText(/^As of /).waitFor();
});

test("SA-043: the minute's measurement is in the graph and in its table", async () => {
  await page.getByLabel("Period").selectOption("hour");
  await page.getByText("1 of 60 minutes measured").waitFor();
  await page.getByText("100% available").waitFor();
  await page.getByLabel("Parts shown").selectOption("durable_objects");
  await page.getByRole("button", { name: "Show as table" }).click();
  await page.getByRole("columnheader", { name: /Audit chain/ }).waitFor();
});

test("SA-043: each job says how its last run went; what the site lacks is on a list", async () => {
  const jobs = page.getByRole("table", { name: "Scheduled jobs" });
  const sample = jobs.getByRole("row").filter({ hasText: "sample_health" });
  await sample.getByText("OK").waitFor();
  expect(await jobs.getByText("Failed").count()).toBe(0);
  const lacks = page.getByRole("list", { name: "Setup check" }).getByRole("listitem");
  await lacks
    .filter({ hasText: "Two-factor authentication of administrators" })
    .getByText("Action needed")
    .waitFor();
  await lacks.filter({ hasText: "Migrations" }).getByText("OK").waitFor();
});

test.each([
  ["ja", "light", [1440, 900]],
  ["en", "dark", [390, 844]],
] as const)("SA-043: axe finds nothing (%s, %s)", async (language, theme, window) => {
  const looked = await stage.open("/admin/support?tab=health", {
    as: admin,
    language,
    theme,
    window,
  });
  await looked.getByText("send_beats").waitFor();
  expect(await violations(looked)).toEqual([]);
  const width = await looked.evaluate(() => document.documentElement.scrollWidth);
  expect(width).toBeLessThanOrEqual(window[0]);
});
