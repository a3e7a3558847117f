/** Who is signed in, what looks wrong, debug mode (SA-035, SA-036, SA-042), and violations of everybody. */
import { readFile } from "node:fs/promises";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Page } from "playwright-core";
import { violations } from "./support/axe.ts";
import { signIn, type Client } from "./support/client.ts";
import { runSql } from "./support/database.ts";
import { follow } from "./support/follow.ts";
import { openStage, type Language, type Stage } from "./support/stage.ts";

let stage: Stage;
let admin: Client;
let page: Page;
let person = "";

const ids = { finding: crypto.randomUUID(), violation: crypto.randomUUID() };

beforeAll(async () => {
  stage = await openStage();
  admin = await signIn(stage.server.url, stage.server.admin);
  person = (await stage.user.json<{ id: string }>("GET", "/account")).id;
  const now = Date.now();
  const detail = JSON.stringify({ failures: 12, addresses: 12 });
  await runSql(
    stage.server,
    `insert into security_finding(id, kind, severity, user_id, detail, created_at, last_at)
     values('${ids.finding}', 'many_failures', 'high', '${person}', '${detail}', ${now}, ${now});
     insert into violation(id, user_id, kind, step, detail, created_at)
     values('${ids.violation}', '${person}', 'flood', 1, '300 in 10 min', ${now})`,
  );
  page = await stage.open("/admin/security", { as: admin, language: "en" });
});

afterAll(() => stage?.close());

const dialog = (name: RegExp) => page.getByRole("dialog", { name });
const panel = () => page.locator("[data-side-panel]");
const rows = (table: string) => page.getByRole("table", { name: table }).locator("tbody tr");
const act = async (row: ReturnType<typeof rows>, name: RegExp) => {
  await row.getByRole("button").last().click();
  await page.getByRole("menuitem", { name }).click();
};

test("SA-035: who is signed in, searched in an address that can be shared", async () => {
  await rows("Sign-ins").first().waitFor();
  await page.getByText("This device").waitFor();
  await rows("Sign-ins")
    .getByRole("button", { name: /^Force out / })
    .first()
    .waitFor();
  await page.getByRole("searchbox", { name: "Name, e-mail, country:JP" }).fill("user@eng");
  await page.waitForURL(/q=user/);
  await page.getByText("This device").waitFor({ state: "detached" });
  expect(await rows("Sign-ins").count()).toBeGreaterThan(0);
  await page.getByRole("button", { name: /^Sign-ins today/ }).click();
  await page.waitForURL(/login_from=/);
  await page.getByText("This device").waitFor();
});

test("SA-042: debug mode of one person: they see it, it records, it is exported, it ends", async () => {
  await page.goto(`${stage.server.url}/admin/support?tab=debug`);
  await page.getByLabel("User").fill("user@engawa.example");
  await page.getByLabel("Log level").selectOption("DEBUG");
  await page.getByRole("button", { name: "Enable debug mode" }).click();
  await page.getByText("ON", { exact: true }).waitFor();
  const theirs = await stage.open("/", { language: "en" });
  await theirs
    .locator("[data-watched]")
    .getByText(/technical details of what you do are recorded/)
    .waitFor();
  await theirs.close();
  await page.getByRole("button", { name: "Show records" }).click();
  const records = page.getByRole("region", { name: "Records" });
  await records
    .getByText(/path=\/api\/v1\/projects/)
    .first()
    .waitFor();
  const [file] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("link", { name: "Export as NDJSON" }).click(),
  ]);
  const lines = (await readFile(await file.path(), "utf8")).trim().split("\n");
  expect(lines.map((line) => (JSON.parse(line) as { event: string }).event)).toContain("request");
  await page.getByRole("button", { name: "Disable debug mode" }).first().click();
  await page.getByText("OFF", { exact: true }).waitFor();
});

describe.each<[Language, "light" | "dark", readonly [number, number]]>([
  ["ja", "light", [1440, 900]],
  ["en", "dark", [390, 844]],
])("in %s, %s", (language, theme, window) => {
  let shown: Page;
  beforeAll(async () => {
    shown = await stage.open("/account", { as: admin, language, theme, window });
    await shown.locator("main section").first().waitFor();
  });
  afterAll(() => shown?.close());

  test.each([
    ["/admin/security", "tbody tr"],
    ["/admin/security?tab=findings", "tbody tr"],
    ["/admin/security?tab=violations", "tbody tr"],
    ["/admin/security/PERSON", "[data-side-panel] li"],
    ["/admin/support?tab=debug", "li button[aria-expanded]"],
  ])("axe finds nothing at %s, and nothing leaves the screen", async (path, ready) => {
    await follow(shown, path.replace("PERSON", person), ready);
    expect(await violations(shown)).toEqual([]);
    const wide = "document.documentElement.scrollWidth - document.documentElement.clientWidth";
    expect(await shown.evaluate(wide)).toBeLessThanOrEqual(0);
  });
});

test("what looks wrong is on a card, in words, until somebody has seen to it", async () => {
  await page.goto(`${stage.server.url}/admin/security`);
  await page.getByRole("button", { name: /^Suspicious activity/ }).click();
  await page.waitForURL(/tab=findings/);
  const row = rows("Suspicious activity").filter({ hasText: "12 failures within an hour" });
  await row.getByText("High").waitFor();
  await act(row, /^Mark as reviewed/);
  await dialog(/^Mark as reviewed/)
    .getByRole("button", { name: "Mark as reviewed" })
    .click();
  await page.getByText("No suspicious activity").waitFor();
});

test("U-106: a violation of anybody's is said to be none from the one list", async () => {
  await page.getByRole("tab", { name: "Violations" }).click();
  const row = rows("Violations").filter({ hasText: "300 times in 10 minutes" });
  await row.getByText("Warning").waitFor();
  await act(row, /^Not a violation/);
  const ask = dialog(/^Mark as not a violation/);
  await ask.getByLabel("Reason").fill("our own load test");
  await ask.getByRole("button", { name: "Not a violation" }).click();
  await page.getByText("No violations").waitFor();
});

test("SA-036: a person is forced out everywhere; their page asks them to sign in", async () => {
  const theirs = await stage.open("/", { language: "en" });
  await page.goto(`${stage.server.url}/admin/security/${person}`);
  await panel().getByRole("button", { name: "Force sign-out everywhere" }).click();
  await dialog(/^End every sign-in of/)
    .getByRole("button", { name: "Force sign-out everywhere" })
    .click();
  await panel().getByText("Not signed in").waitFor();
  await panel().getByText("Signed out by an administrator").first().waitFor();
  await theirs.reload();
  await theirs.waitForURL(/\/sign-in/);
});
