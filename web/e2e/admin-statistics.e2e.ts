/** The site in figures: cards, charts with their tables, costs, who comes back, latency. */
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import type { Page } from "playwright-core";
import { startCron } from "#scripts/local/cron";
import { sideways, violations } from "./support/axe.ts";
import { signIn, type Client } from "./support/client.ts";
import { runSql } from "./support/database.ts";
import { follow } from "./support/follow.ts";
import { openStage, type Stage } from "./support/stage.ts";

let stage: Stage;
let admin: Client;
let page: Page;

/** Sixty days before today, as the site's calendar has it; what happens today is counted by the product itself. */
const history = (userId: string): string => `
  with recursive n(i) as (select 1 union all select i + 1 from n where i < 60)
  insert into day_figure (day, requests, client_errors, server_errors, timed_requests, duration_ms,
    active_people, messages, sittings, sitting_ms, model_calls, cost_micro_usd, new_people, people,
    weekly_active, monthly_active, projects, active_projects, storage_bytes)
  select date('now', '+9 hours', '-' || i || ' days'), 1000, 20, 10, 1000, 50000,
    40, 100, 20, 20 * 600000, 120, 1500000, 1, 200 - i, 90, 150, 50, 40, (100 - i) * 1073741824 from n;
  insert into cost_day select day, 'claude-test', 120, 9000, 800, 70, 60, 1500000 from day_figure;
  insert into person_cost select period, '${userId}', 7, 1, 1, 1, 1, cost from (
    select strftime('%Y-%m', 'now', '+9 hours') as period, 2000000 as cost
    union all select strftime('%Y', 'now', '+9 hours'), 30000000 union all select '', 40000000);
  insert into error_day select day, 500, 'SERVER_001', 10 from day_figure;
  insert into route_day select day, '/projects/:id', 'GET', 0, '', 990 from day_figure;
  insert into route_day select day, '/projects/:id', 'GET', 500, 'SERVER_001', 10 from day_figure;
  insert into route_day select day, '/projects/:id/sessions/:session', 'DELETE', 409, 'SESSION_004', 10 from day_figure;
  insert into request_day select day, 'READ', 'FILE', 2, 600, 6000 from day_figure;
  insert into request_day select day, 'READ', 'PROJECT', 2, 400, 4000 from day_figure;
  insert into minute_figure (minute, kind, bucket, requests, client_errors, server_errors)
    select unixepoch() / 60 - i, 'rest', 5, 10, 0, 0 from (
      with recursive m(i) as (select 5 union all select i + 1 from m where i < 60) select i from m);
  insert into cohort_figure values
    (date('now', '+9 hours', 'weekday 0', '-6 days', '-28 days'), 0, 10),
    (date('now', '+9 hours', 'weekday 0', '-6 days', '-28 days'), 1, 6)`;

beforeAll(async () => {
  stage = await openStage();
  admin = await signIn(stage.server.url, stage.server.admin);
  const { me } = await stage.user.json<{ me: { id: string } }>("GET", "/auth/status");
  await stage.user.json("POST", "/projects", { name: "counted" });
  await runSql(stage.server, history(me.id));
  const stopCron = startCron(stage.server.url, 100);
  await vi.waitFor(() => expect(stage.server.log()).toContain('"job":"count_cohorts"'), 30_000);
  stopCron();
  page = await stage.open("/admin/statistics", { as: admin, language: "en" });
});

afterAll(() => stage?.close());

const figure = (name: string) => page.getByRole("figure", { name });
const card = (name: string) => page.locator("dl > div", { hasText: name });

test("SA-022 the overview says in six cards how many people, projects, bytes and requests there are", async () => {
  await card("Total users").first().waitFor();
  const cards = await page.locator("dl > div dt").allInnerTexts();
  expect(cards).toEqual([
    "Total users",
    "Active users (today)",
    "Total projects",
    "Total storage",
    "API requests (today)",
    "Error rate (today)",
  ]);
  const found = await admin.json<{
    users: { active_today: number };
    projects: { total: number };
    api: { requests_today: number };
  }>("GET", "/admin/statistics/overview");
  // What was done a moment ago was counted.
  expect(found.users.active_today).toBeGreaterThanOrEqual(2);
  expect(found.projects.total).toBe(1);
  expect(found.api.requests_today).toBeGreaterThan(0);
  expect(await card("Total projects").locator("dd").first().innerText()).toBe("1");
  await page.getByText("No alerts are firing.").waitFor();
  await page.getByText(/^As of /).waitFor();
});

test("SA-023 the line of active users is read by arrow keys, as a table, and from the clipboard", async () => {
  const people = figure("Active users");
  const plot = people.getByRole("slider");
  await plot.focus();
  await page.keyboard.press("ArrowLeft");
  expect(await plot.getAttribute("aria-valuetext")).toMatch(
    /: Day 40 people, 7 days 90 people, 30 days 150 people$/,
  );
  await people.getByText("150 people").first().waitFor();
  await people.getByRole("button", { name: "Show as table" }).click();
  expect(await people.getByRole("row").count()).toBe(31);
  await people.getByRole("button", { name: "Copy table" }).click();
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  expect(copied.split("\n")).toHaveLength(31);
  expect(copied.split("\n").at(-2)).toMatch(/\t40\t90\t150$/);
  await people.getByRole("button", { name: "Show as chart" }).click();
});

test("SA-024 storage grows along an area; its axis is in round sizes", async () => {
  const storage = figure("Storage");
  const plot = storage.getByRole("slider");
  await plot.focus();
  await page.keyboard.press("ArrowLeft");
  expect(await plot.getAttribute("aria-valuetext")).toMatch(/Stored 99 GB$/);
  await storage.locator("svg text", { hasText: /^128 GB$/ }).waitFor();
});

test("SA-025 requests are bars of the period in the address, and come as CSV", async () => {
  await page.getByLabel("Period").selectOption("week");
  await page.waitForURL(/period=week/);
  const requests = figure("API requests");
  await expect.poll(() => requests.locator("[role=slider] rect").count()).toBe(7);
  const href = await requests.getByRole("link", { name: /as CSV/ }).getAttribute("href");
  const answer = await admin.call("GET", String(href).replace("/api/v1", ""));
  expect(answer.headers.get("content-type")).toContain("text/csv");
  const lines = (await answer.text()).trim().split("\r\n");
  expect(lines).toHaveLength(8);
  expect(lines.at(-2)).toMatch(/^\d{4}-\d{2}-\d{2},1000,50$/);

  await page.getByLabel("Period").selectOption("custom");
  const day = new Date(Date.now() + 9 * 3_600_000 - 5 * 86_400_000).toISOString().slice(0, 10);
  await page.getByLabel("From", { exact: true }).fill(day);
  await page.getByLabel("To", { exact: true }).fill(day);
  await requests.getByText("1,000 requests").first().waitFor();
});

test("SA-026 errors have their rate, and tables by code and by endpoint that lead to the requests", async () => {
  await page.goto(`${stage.server.url}/admin/statistics?period=week`);
  const errors = figure("Error rate");
  const plot = errors.getByRole("slider");
  await plot.focus();
  await page.keyboard.press("ArrowLeft");
  expect(await plot.getAttribute("aria-valuetext")).toMatch(
    /Errors \(5xx\) 1%, Refused \(4xx\) 2%$/,
  );
  const codes = page.getByRole("table", { name: "Errors by type" });
  await codes.getByRole("row", { name: /SERVER_001/ }).waitFor();
  const failing = page.getByRole("table", { name: "Endpoints with errors (5xx)" });
  await failing
    .getByRole("row", { name: /GET \/projects\/:id 60 1% 500 SERVER_001 ×60/ })
    .waitFor();
  await failing.getByRole("link", { name: /500 SERVER_001/ }).click();
  await page.waitForURL((url) => url.pathname === "/admin/activity");
  const asked = page.getByRole("search").getByRole("listitem");
  expect(await asked.allInnerTexts()).toEqual([
    "route: /projects/:id",
    "method: GET",
    "status: 500",
    "code: SERVER_001",
  ]);
  await page.goBack();
  await figure("Usage by resource").getByText("60.0%", { exact: true }).waitFor();
});

test("costs by day, model and person, with what the month will have cost", async () => {
  await page.getByRole("tab", { name: "Costs" }).click();
  await page.getByRole("table", { name: "Cost by model" }).getByText("claude-test").waitFor();
  const person = page.getByRole("table", { name: "Cost by user" }).getByRole("row").nth(1);
  expect(await person.innerText()).toMatch(/7\s+\$2\.00\s+\$30\.00\s+\$40\.00/);
  expect(await card("Forecast for this month").locator("dd").first().innerText()).toMatch(/^\$\d/);
});

test("who comes back, and how fast the site answers, have tabs of their own", async () => {
  await page.getByRole("tab", { name: "Engagement" }).click();
  await page.getByRole("table", { name: "Retention by cohort" }).getByText("60%").waitFor();
  expect(await card("Retained after 7 days").locator("dd").first().innerText()).toBe("60%");
  await page.getByRole("tab", { name: "Response times and SLOs" }).click();
  await figure("Response times").getByRole("slider").waitFor();
  await page.getByRole("table", { name: "Response times by type, against targets" }).waitFor();
  await page.getByText("99.95%").waitFor();
});

const openTab = async (there: Page, tab: string) => {
  await follow(there, `/admin/statistics?tab=${tab}`, "[role=tab][aria-selected=true]");
  await there.locator("figure").first().waitFor();
};

test.each([
  ["ja", "dark", ["overview", "latency", "report"]],
  ["en", "light", ["costs", "engagement"]],
] as const)("axe finds nothing in %s and %s", async (language, theme, tabs) => {
  const other = await stage.open("/account", { as: admin, language, theme });
  await other.locator("main section").first().waitFor();
  for (const tab of tabs) {
    await openTab(other, tab);
    expect(await violations(other), tab).toEqual([]);
  }
  await other.context().close();
});

test("nothing leaves a phone's screen", async () => {
  const phone = await stage.open("/admin/statistics", {
    as: admin,
    language: "en",
    phone: true,
    window: [390, 844],
  });
  await phone.getByRole("link", { name: "409 SESSION_004" }).first().waitFor();
  for (const tab of ["costs", "engagement", "latency", "report", "overview"]) {
    await openTab(phone, tab);
    expect(await sideways(phone), tab).toBe(0);
  }
  expect(await phone.evaluate(() => document.documentElement.scrollHeight)).toBe(844);
  await phone.context().close();
});

test("U-208 the weekly report is read by week, with marks against the targets, and taken away as Markdown", async () => {
  await page.getByRole("tab", { name: "Weekly report" }).click();
  await page.getByRole("heading", { name: /^Weekly report \(/ }).waitFor();
  const row = page.locator('[data-figure="api_availability"]');
  expect(await row.innerText()).toContain("99%");
  expect(await row.innerText()).toContain("Missed");
  await page.locator('[data-rule="server_errors"]').waitFor();
  await page.getByRole("button", { name: "Previous week" }).click();
  await vi.waitFor(() => expect(page.url()).toMatch(/week=\d{4}-\d\d-\d\d/));
  const markdown = page.getByRole("link", { name: "Markdown" });
  const path = (await markdown.getAttribute("href"))?.split("/api/v1")[1] ?? "";
  expect(await (await admin.call("GET", path)).text()).toContain("⚠️");
});
