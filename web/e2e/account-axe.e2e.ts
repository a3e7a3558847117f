/** axe finds nothing on the account's pages, in both languages and both themes, wide and narrow. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Page } from "playwright-core";
import { violations } from "./support/axe.ts";
import { follow } from "./support/follow.ts";
import { createProject } from "./support/project.ts";
import { openStage, type Language, type Stage } from "./support/stage.ts";

let stage: Stage;
let page: Page;

beforeAll(async () => {
  stage = await openStage();
  await stage.user.json("POST", "/auth/api-keys", {
    name: "CI",
    permissions: ["read"],
    expires_in_days: 30,
    limits: { calls_per_day: 20 },
  });
  // Something was spent, so that there is a chart.
  const project = await createProject(stage.user, { "a.txt": "a\n" });
  const session = (await project.newSession()).split("/").at(-1);
  const message = { text: "hello", wait_seconds: 30 };
  await stage.user.json("POST", `/sessions/${session}/messages`, message);
  await stage.user.json("POST", "/requests", {
    kind: "budget",
    reason: "A larger model for a while",
    amount_micro_usd: 250_000_000,
  });
});

afterAll(() => stage?.close());

const pages = [
  "profile",
  "security",
  "sign-ins",
  "keys",
  "usage",
  "requests",
  "notices",
  "data",
] as const;

describe.each<[Language, "light" | "dark", boolean]>([
  ["ja", "light", true],
  ["en", "dark", false],
])("in %s and %s, phone: %s", (language, theme, phone) => {
  const dialog = () => page.locator("body:has(#app[aria-hidden=true]) [role=dialog]").waitFor();
  const words = (ja: string, en: string) => (language === "ja" ? ja : en);
  const press = (ja: string, en: string) =>
    page
      .getByRole("button", { name: words(ja, en), exact: true })
      .first()
      .click();
  const isClean = async (where: string) => expect(await violations(page), where).toEqual([]);

  test("every page", async () => {
    await stage.user.json("PATCH", "/account", { language, theme });
    page = await stage.open("/account/data", {
      language,
      theme,
      ...(phone ? { window: [390, 844] as const, phone } : {}),
    });
    await page.locator("main section").first().waitFor();
    for (const one of pages) {
      await follow(page, `/account/${one}`, "main section");
      await expect.poll(() => page.locator("main [role=status].appear-late").count()).toBe(0);
      await isClean(one);
      if (one === "usage") expect(await page.locator("figure svg rect").count()).toBeGreaterThan(0);
      const outside = await page.evaluate(
        () => document.documentElement.scrollHeight > document.documentElement.clientHeight,
      );
      expect(outside, `${one} scrolls around its frame`).toBe(false);
      const sideways = await page.evaluate(
        () => document.documentElement.scrollWidth > document.documentElement.clientWidth,
      );
      expect(sideways, `${one} scrolls sideways`).toBe(false);
    }
  });

  test("what opens over them", async () => {
    await page.goto(`${stage.server.url}/account/security`);
    await press("パスワードを変更", "Change password");
    await dialog();
    await page.locator("input[autocomplete=new-password]").fill("Abcdefg-123");
    await isClean("password");
    await page.reload();
    await press("認証アプリ: 設定する", "Authenticator app: Set up");
    await dialog();
    await page.locator("input[type=password]").fill(stage.server.user.password);
    await page.keyboard.press("Enter");
    await page.locator("[role=dialog] svg[role=img]").waitFor();
    await isClean("authenticator");
    await page.goto(`${stage.server.url}/account/keys`);
    await press("キーを作成", "Create key");
    await dialog();
    await isClean("new key");
    await page.goto(`${stage.server.url}/account/data`);
    await press("アカウントを削除", "Delete account");
    await dialog();
    await isClean("deletion");
    await page.context().close();
  });
});
