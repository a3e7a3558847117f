/** axe finds nothing in the console, in both languages and both themes, and nothing leaves a phone's screen. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Page } from "playwright-core";
import { sideways, violations } from "./support/axe.ts";
import { signIn, type Client } from "./support/client.ts";
import { follow } from "./support/follow.ts";
import { openStage, type Language, type Stage } from "./support/stage.ts";

let stage: Stage;
let admin: Client;
let person: string;
let project: string;

beforeAll(async () => {
  stage = await openStage();
  admin = await signIn(stage.server.url, stage.server.admin);
  const { me } = await stage.user.json<{ me: { id: string } }>("GET", "/auth/status");
  person = me.id;
  ({ id: project } = await stage.user.json<{ id: string }>("POST", "/projects", { name: "axe" }));
  await stage.user.json("POST", "/sessions", { project_id: project });
  await stage.user.json("POST", "/requests", {
    kind: "budget",
    amount_micro_usd: 300_000_000,
    reason: "a large refactoring this month",
  });
  const { custom_limits: shown } = await admin.json<{ custom_limits: object }>(
    "GET",
    `/admin/users/${person}`,
  );
  await admin.json("PUT", `/admin/users/${person}/limits`, {
    limits: { calls_per_day: 7 },
    shown,
  });
});

afterAll(() => stage?.close());

/** Each page, and what stands there when it has loaded. */
const pages = () =>
  [
    ["/admin", "main section dl"],
    ["/admin/users", "tbody tr"],
    [`/admin/users/${person}`, "[data-side-panel] dl"],
    [`/admin/users/${person}?tab=limits`, "[data-limit]"],
    [`/admin/users/${person}?tab=access`, "[data-side-panel] h3"],
    [`/admin/users/${person}?tab=requests`, "[data-side-panel] h3"],
    [`/admin/users/${person}?tab=violations`, "[data-side-panel] h3"],
    ["/admin/roles", "main table"],
    ["/admin/requests", "[data-request]"],
    ["/admin/prices", "tbody tr"],
    ["/admin/bulk", "[aria-pressed]"],
    ["/admin/masters", "[role=tab]"],
    ["/admin/masters?tab=import", "select"],
    ["/admin/projects", "tbody tr"],
    [`/admin/projects/${project}`, "[data-side-panel] dl"],
    ["/admin/sessions", "tbody tr"],
    ["/admin/notifications", "[role=tabpanel]"],
    ["/admin/notifications?tab=templates", "tbody tr"],
    ["/admin/notifications?tab=alerts", "[role=tabpanel]"],
    ["/admin/settings", "[data-setting]"],
    ["/admin/settings?tab=SECURITY", "[data-setting]"],
    ["/admin/settings/require_2fa?tab=MAINTENANCE", "[data-side-panel] h3"],
    ["/admin/activity", "tbody tr"],
    ["/admin/audit?tab=all", "tbody tr"],
    ["/admin/audit/verify", "[data-side-panel] h2"],
  ] as const;

describe.each<[Language, "light" | "dark"]>([
  ["ja", "light"],
  ["en", "dark"],
])("in %s and %s", (language, theme) => {
  let page: Page;
  const words = (ja: string, en: string) => (language === "ja" ? ja : en);
  const isClean = async (where: string) => expect(await violations(page), where).toEqual([]);

  test("every page", async () => {
    page = await stage.open("/account", { as: admin, language, theme });
    await page.locator("main section").first().waitFor();
    for (const [path, sign] of pages()) {
      await follow(page, path, sign);
      await isClean(path);
    }
  });

  test("what is asked before something is done, and what the table shows", async () => {
    await page.goto(`${stage.server.url}/admin/users`);
    await page.locator("tbody tr").first().waitFor();
    await page.getByRole("button", { name: words("表示", "View") }).click();
    await isClean("view");
    await page.keyboard.press("Escape");
    await page
      .getByRole("row", { name: /user@engawa/ })
      .getByRole("button")
      .click();
    await page.getByRole("menuitem", { name: words("削除", "Delete"), exact: true }).click();
    await page.locator("body:has(#app[aria-hidden=true]) [role=dialog]").waitFor();
    await isClean("delete");
    await page.keyboard.press("Escape");
    await page.getByRole("button", { name: words("招待", "Invite") }).click();
    await page.locator("body:has(#app[aria-hidden=true]) [role=dialog] form").waitFor();
    await isClean("invite");
    await page.context().close();
  });
});

test("on a phone the page does not scroll sideways; details take the screen", async () => {
  const page = await stage.open("/account", { as: admin, window: [390, 844], phone: true });
  await page.locator("main section").first().waitFor();
  for (const [path, sign] of pages()) {
    await follow(page, path, sign);
    expect(await sideways(page), path).toBe(0);
    expect(await violations(page), path).toEqual([]);
  }
  await page.goto(`${stage.server.url}/admin/users`);
  await page
    .getByRole("row", { name: /user@engawa/ })
    .getByRole("link")
    .tap();
  await page.locator("[data-side-panel] dl").waitFor();
  expect(await page.getByRole("table").isVisible()).toBe(false);
  await page.getByRole("button", { name: "詳細を閉じる" }).tap();
  await page.getByRole("table").waitFor();
  await page.context().close();
});
