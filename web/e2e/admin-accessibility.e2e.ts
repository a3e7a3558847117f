/** axe finds nothing in the console, in both languages and both themes, and nothing leaves a phone's screen. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Page } from "playwright-core";
import { violations } from "./support/axe.ts";
import { signIn, type Client } from "./support/client.ts";
import { openStage, type Language, type Stage } from "./support/stage.ts";

let stage: Stage;
let admin: Client;
let person: string;

beforeAll(async () => {
  stage = await openStage();
  admin = await signIn(stage.server.url, stage.server.admin);
  const { me } = await stage.user.json<{ me: { id: string } }>("GET", "/auth/status");
  person = me.id;
  await stage.user.json("POST", "/requests", {
    kind: "budget",
    amount_micro_usd: 300_000_000,
    reason: "a large refactoring this month",
  });
  await admin.json("PUT", `/admin/users/${person}/limits`, { limits: { calls_per_day: 7 } });
});

afterAll(() => stage?.close());

/** Each page, and what stands there when it has loaded. */
const pages = () =>
  [
    ["/admin/users", "tbody tr"],
    [`/admin/users/${person}`, "[data-side-panel] dl"],
    [`/admin/users/${person}?tab=limits`, "[data-limit]"],
    [`/admin/users/${person}?tab=access`, "[data-side-panel] h3"],
    [`/admin/users/${person}?tab=requests`, "[data-side-panel] h3"],
    [`/admin/users/${person}?tab=violations`, "[data-side-panel] h3"],
    ["/admin/requests", "[data-request]"],
    ["/admin/prices", "tbody tr"],
    ["/admin/audit", "main section"],
  ] as const;

describe.each<[Language, "light" | "dark"]>([
  ["ja", "light"],
  ["ja", "dark"],
  ["en", "light"],
  ["en", "dark"],
])("in %s and %s", (language, theme) => {
  let page: Page;
  const words = (ja: string, en: string) => (language === "ja" ? ja : en);
  const isClean = async (where: string) => expect(await violations(page), where).toEqual([]);

  test("every page", async () => {
    page = await stage.open("/admin/users", { as: admin, language, theme });
    for (const [path, sign] of pages()) {
      await page.goto(stage.server.url + path);
      await page.locator(sign).first().waitFor();
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
  const page = await stage.open("/admin/users", { as: admin, window: [390, 844], phone: true });
  for (const [path, sign] of pages()) {
    await page.goto(stage.server.url + path);
    await page.locator(sign).first().waitFor();
    expect(await page.evaluate("document.scrollingElement.scrollWidth"), path).toBe(390);
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
