/** What was done here, found again: the activity list and the audit log (SA-001…006, SA-012…016). */
import { readFile } from "node:fs/promises";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import type { Locator, Page } from "playwright-core";
import { signIn, type Client } from "./support/client.ts";
import { openStage, type Stage } from "./support/stage.ts";

let stage: Stage;
let admin: Client;
let page: Page;
let project: string;
/** Markup as a name: it is text wherever it is shown. */
const hostile = `<img src=x onerror="document.title='owned'">`;

beforeAll(async () => {
  stage = await openStage();
  admin = await signIn(stage.server.url, stage.server.admin);
  const made = await stage.user.json<{ id: string }>("POST", "/projects", { name: "before" });
  project = made.id;
  await stage.user.json("PATCH", `/projects/${project}`, { name: hostile });
  await stage.user.call("GET", "/projects/00000000-0000-4000-8000-000000000000");
  await fetch(`${stage.server.url}/api/v1/auth/login`, {
    method: "POST",
    headers: { "content-type": "application/json", origin: stage.server.url },
    body: JSON.stringify({ email: stage.server.user.email, password: "not it" }),
  });
  // The Queue brings them a moment later.
  await vi.waitUntil(
    async () => {
      const found = await admin.json<{ total: number }>("GET", "/admin/activity-logs?q=status:404");
      return found.total > 0;
    },
    { timeout: 20_000, interval: 200 },
  );
  page = await stage.open("/admin/activity", { as: admin, language: "en" });
});

afterAll(() => stage?.close());

const rows = (name: string): Locator =>
  page.getByRole("table", { name, exact: true }).locator("tbody tr");
const panel = () => page.locator("[data-side-panel]");
const search = async (query: string) => {
  await page.getByRole("searchbox", { name: "Query" }).fill(query);
  await page.getByRole("button", { name: "Search", exact: true }).click();
};
const open = (path: string) => page.goto(stage.server.url + path);
const download = async (format: string) => {
  await page.getByRole("button", { name: /^Export:/ }).click();
  const [file] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("menuitem", { name: format }).click(),
  ]);
  return { name: file.suggestedFilename(), text: await readFile(await file.path(), "utf8") };
};

describe("activity", () => {
  test("SA-001: what was called is listed, the newest first, with who, what and how long", async () => {
    await rows("Activity").first().waitFor();
    const heads = await page.getByRole("columnheader").allInnerTexts();
    expect(heads.map((head) => head.trim())).toEqual([
      "Time",
      "User",
      "Operation",
      "Resource",
      "Endpoint",
      "Status",
      "Duration",
      "Signed in with",
      "Details",
    ]);
  });

  test("SA-002: filters find one person's operations, and stand in the address", async () => {
    await page.getByLabel("User", { exact: true }).fill(stage.server.user.email);
    const option = page.locator("datalist option");
    await option.first().waitFor({ state: "attached" });
    await page
      .getByLabel("User", { exact: true })
      .fill((await option.first().getAttribute("value")) ?? "");
    await page.waitForURL(/user_id=/);
    await page.getByLabel("Operation", { exact: true }).selectOption("UPDATE");
    await expect.poll(() => rows("Activity").count()).toBe(1);
    await rows("Activity").getByText(`/api/v1/projects/${project}`).waitFor();
  });

  test("SA-003: the query box takes qualifiers and negation, names a wrong word; a view is saved", async () => {
    await open("/admin/activity");
    await search("status:high");
    await page.getByText("“status:high”: not a valid value").waitFor();
    await search(`actor:${stage.server.user.email} -action:READ -action:LOGIN resource:PROJECT`);
    await page.getByRole("button", { name: "Remove the condition “-action:READ”" }).waitFor();
    await expect.poll(() => rows("Activity").count()).toBe(3);
    await page.getByRole("button", { name: "Views" }).click();
    await page.getByRole("menuitem", { name: "Save filters…" }).click();
    await page.getByLabel("View name").fill("theirs");
    await page.getByRole("dialog").getByRole("button", { name: "Save view" }).click();
    await page.getByText("“theirs” saved").waitFor();
    await open("/admin/activity");
    await page.getByRole("button", { name: "Views" }).click();
    await page.getByRole("menuitem", { name: "theirs" }).click();
    await expect.poll(() => rows("Activity").count()).toBe(3);
  });

  test("SA-004: a request's details have an address of their own, and lead to what it left on record", async () => {
    await search("action:UPDATE resource:PROJECT");
    await rows("Activity").filter({ hasText: "PATCH" }).getByRole("link").click();
    await page.waitForURL(/\/admin\/activity\/[0-9a-f-]{36}\?/);
    await panel().getByText(`"name": "<img src=x`).waitFor();
    await panel().getByRole("link", { name: "Update · Project" }).click();
    await page.waitForURL(/\/admin\/audit\/[0-9a-f-]{36}/);
    await panel().getByRole("link", { name: "Open the request" }).click();
    await page.waitForURL(/\/admin\/activity\//);
    await panel().getByText(`/api/v1/projects/${project}`).first().waitFor();
    expect(await page.title()).not.toBe("owned");
  });

  test("SA-005: failures have a tab, and are watched as they come", async () => {
    await open("/admin/activity?tab=errors");
    await rows("Activity").first().waitFor();
    const statuses = await rows("Activity").locator("td:nth-child(6)").allInnerTexts();
    expect(statuses.every((status) => Number(status) >= 400)).toBe(true);
    const before = await rows("Activity").count();
    await page.getByRole("button", { name: "Live" }).click();
    await page.mouse.move(5, 5);
    await stage.user.call("GET", "/projects/00000000-0000-4000-8000-000000000001");
    await rows("Activity").getByText("000000000001").waitFor();
    expect(await rows("Activity").count()).toBe(before + 1);
    await open("/admin/activity?q=endpoint:tail");
    await page.getByText("No matching records").waitFor();
  });

  test("SA-006: exactly what is filtered is exported", async () => {
    await open("/admin/activity?tab=errors&q=status:404");
    await rows("Activity").first().waitFor();
    const { name, text } = await download("CSV (Excel)");
    expect(name).toMatch(/^engawa-activity-.*\.csv$/);
    expect(text.startsWith("\uFEFFid,created_at,")).toBe(true);
    const lines = text.trimEnd().split("\r\n").slice(1);
    expect(lines.length).toBeGreaterThan(0);
    expect(lines.every((line) => line.includes(",404,"))).toBe(true);
  });
});

describe("the audit log", () => {
  test("SA-012: changes are listed, and a record shows old and new value", async () => {
    await open(`/admin/audit?q=${encodeURIComponent(`resource:PROJECT/${project} action:UPDATE`)}`);
    await rows("Audit log").first().getByRole("link").click();
    await panel().getByText("before", { exact: true }).waitFor();
    await panel().getByText(hostile).first().waitFor();
    expect(await page.title()).not.toBe("owned");
    const list = page.getByRole("region", { name: "Audit log", exact: true });
    const before = page.viewportSize() ?? { width: 1280, height: 800 };
    for (const width of [1366, 1440]) {
      await page.setViewportSize({ width, height: 900 });
      expect(await list.evaluate((box) => box.scrollWidth - box.clientWidth)).toBe(0);
    }
    await page.setViewportSize(before);
  });

  test("SA-013: access has its tab", async () => {
    await open("/admin/audit?tab=access");
    await rows("Audit log").getByText("Signed in").first().waitFor();
  });

  test("SA-014: security events have theirs, and are found by severity", async () => {
    await page.getByRole("tab", { name: "Security" }).click();
    await page.getByLabel("Severity", { exact: true }).selectOption("WARNING");
    await rows("Audit log").getByText("Sign-in failed").first().waitFor();
    const shown = await rows("Audit log").locator("td:nth-child(6)").allInnerTexts();
    expect(new Set(shown)).toEqual(new Set(["Warning"]));
  });

  test("SA-015: the trail of one resource, from any record of it", async () => {
    await open(`/admin/audit?tab=all&q=${encodeURIComponent("action:UPDATE resource:PROJECT")}`);
    await rows("Audit log").first().getByRole("link").click();
    await panel().getByRole("link", { name: "History of this resource" }).click();
    await page.waitForURL(/resource%3APROJECT/);
    await expect.poll(() => rows("Audit log").count()).toBe(2);
  });

  test("SA-016: it is exported, which is on record itself, and checked for tampering", async () => {
    const { text } = await download("NDJSON");
    const records = text
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line) as { resource: string });
    expect(records.map((one) => one.resource)).toEqual(Array(2).fill(`PROJECT/${project}`));
    await open("/admin/audit?tab=access&q=action:EXPORT%20actor:me");
    await expect.poll(() => rows("Audit log").count()).toBe(2);
    await page.getByRole("button", { name: "Check for tampering" }).click();
    await page.waitForURL(/\/admin\/audit\/verify/);
    await page.getByRole("button", { name: "Verify" }).click();
    await page.getByText("No tampering found").waitFor();
  });
});
