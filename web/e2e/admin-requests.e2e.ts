/** What people ask administrators for, and the pages beside it. */
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Page } from "playwright-core";
import { signIn, type Client } from "./support/client.ts";
import { runSql } from "./support/database.ts";
import { enrolTotp, type Authenticator } from "./support/enrol.ts";
import { openStage, type Stage } from "./support/stage.ts";

let stage: Stage;
let app: Authenticator;
let page: Page;

const ask = (client: Client, wish: object) => client.json("POST", "/requests", wish);
const dialog = (name: string | RegExp) => page.getByRole("dialog", { name });
const open = (path: string) => page.goto(stage.server.url + path);

beforeAll(async () => {
  stage = await openStage();
  const admin = await signIn(stage.server.url, stage.server.admin);
  app = await enrolTotp(stage.server.url, stage.server.admin);
  await ask(stage.user, { kind: "elevation", reason: "looking after an incident" });
  await ask(stage.user, {
    kind: "budget",
    amount_micro_usd: 300_000_000,
    reason: "a large refactoring this month",
  });
  page = await stage.open("/", { as: admin, language: "en" });
});

afterAll(() => stage?.close());

test("the bar at the top says how many wait, and leads there", async () => {
  await page.getByRole("link", { name: "Admin (2 requests pending)" }).click();
  await page.getByRole("heading", { name: "Requests", level: 1 }).waitFor();
  await page.getByText("looking after an incident").waitFor();
});

test("an elevation that is approved opens the console to who asked, until it lapses", async () => {
  const theirs = await stage.open("/", { language: "en" });
  await theirs.getByRole("heading", { name: "Projects", level: 1 }).waitFor();
  expect(await theirs.getByRole("link", { name: "Admin" }).count()).toBe(0);

  const waiting = page.locator("[data-request]", { hasText: "looking after an incident" });
  await waiting.getByRole("button", { name: "User: Approve" }).click();
  const asked = dialog("Give User administrator access?");
  await asked.getByRole("button", { name: "Approve" }).click();
  const proof = dialog("Confirm that it's you");
  await proof.getByLabel("Six-digit code").fill(await app.next());
  await proof.getByRole("button", { name: "Confirm" }).click();
  await waiting.waitFor({ state: "detached" });
  await page.getByRole("link", { name: "Admin (1 request pending)" }).waitFor();

  await theirs.reload();
  await theirs.getByRole("link", { name: /^Admin/ }).click();
  await theirs.getByRole("heading", { level: 1, name: /Overview|Requests/ }).waitFor();
  await theirs.getByRole("navigation", { name: "Admin menu" }).waitFor();
  await theirs.getByText(/You have administrator access\. It ends automatically at/).waitFor();

  // A day later.
  await runSql(stage.server, "UPDATE access_request SET ends_at = 1 WHERE kind = 'elevation'");
  await theirs.reload();
  await theirs.getByRole("heading", { name: "Page not found" }).waitFor();
  expect(await theirs.getByRole("link", { name: /^Admin/ }).count()).toBe(0);
  expect((await stage.user.call("GET", "/admin/users")).status).toBe(403);
  await theirs.context().close();
});

test("a budget is rejected with a reason its owner reads", async () => {
  await page.getByRole("button", { name: "User: Reject" }).click();
  const asked = dialog("Reject the request from User?");
  expect(await asked.getByRole("button", { name: "Reject" }).isDisabled()).toBe(true);
  await asked.getByLabel("Reason").fill("next month, please");
  await asked.getByRole("button", { name: "Reject" }).click();
  await asked.waitFor({ state: "detached" });
  await page.getByRole("table").getByText("next month, please").waitFor();
  const { items } = await stage.user.json<{ items: { decision_note: string | null }[] }>(
    "GET",
    "/requests",
  );
  expect(items.map((item) => item.decision_note)).toContain("next month, please");
});

test("a budget is approved with another amount, which is then the person's limit", async () => {
  await ask(stage.user, {
    kind: "budget",
    amount_micro_usd: 300_000_000,
    reason: "asked for again, as agreed",
  });
  await page.reload();
  await page.getByRole("button", { name: "User: Approve" }).click();
  const asked = dialog("Increase the budget of User?");
  await asked.getByLabel("Monthly budget (US dollars)").fill("150");
  await asked.getByRole("button", { name: "Approve" }).click();
  await asked.waitFor({ state: "detached" });
  await page.getByRole("table").getByText("asked for again").waitFor();
  const { month } = await stage.user.json<{ month: { budget_micro_usd: number } }>("GET", "/usage");
  expect(month.budget_micro_usd).toBe(150_000_000);
});

test("a price is added from a day on, corrected and deleted", async () => {
  await open("/admin/prices");
  await page.getByRole("button", { name: "Add a price" }).click();
  const form = dialog("Add a price");
  await form.getByLabel("Model").fill("tiny-model-1*");
  await form.getByLabel("Effective from (UTC)").fill("2030-01-01");
  for (const name of ["Input", "Output", "Cache read", "Cache write, 5 min", "Cache write, 1 h"])
    await form.getByLabel(new RegExp(`^${name} `)).fill("0.125");
  await form.getByRole("button", { name: "Save" }).click();
  const row = page.getByRole("row", { name: /tiny-model/ });
  await row.getByText("Upcoming").waitFor();
  expect(await row.textContent()).toContain("$0.125");

  await page.getByLabel("Search models").fill("tiny");
  await expect.poll(() => page.locator("tbody tr").count()).toBe(1);
  await row.getByRole("button").click();
  await page.getByRole("menuitem", { name: "Correct this row" }).click();
  const correction = dialog(/Correct the price/);
  await correction.getByLabel(/^Output /).fill("2");
  await correction.getByRole("button", { name: "Save" }).click();
  await row.getByText("$2.00").waitFor();

  await row.getByRole("button").click();
  await page.getByRole("menuitem", { name: "Delete this row" }).click();
  await dialog(/Delete the price/)
    .getByRole("button", { name: "Delete this row" })
    .click();
  await row.waitFor({ state: "detached" });
});

test("a recompute says first what would change", async () => {
  await page.getByRole("button", { name: "Recompute costs" }).click();
  const asked = dialog("Recompute costs");
  await asked.getByRole("button", { name: "Preview changes" }).click();
  await asked.getByText("No costs would change.").waitFor();
  expect(await asked.getByRole("button", { name: /^Rewrite/ }).isDisabled()).toBe(true);
  await page.keyboard.press("Escape");
});

test("the audit log is checked against its chain", async () => {
  await open("/admin/audit/verify");
  await page.getByRole("button", { name: "Verify" }).click();
  await page.getByText("No tampering found").waitFor();
});
