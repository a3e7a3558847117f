/** A private site for one person (`ENABLE_AUTH=false`): straight in, and nothing to sign out of. */
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Browser } from "playwright-core";
import { violations } from "./support/axe.ts";
import { launchBrowser, watchForErrors } from "./support/browser.ts";
import { startServer, type TestServer } from "./support/server.ts";
import { newContext } from "./support/stage.ts";

let server: TestServer;
let browser: Browser;

beforeAll(async () => {
  [server, browser] = await Promise.all([
    startServer({ empty: true, env: { ENABLE_AUTH: "false" } }),
    launchBrowser(),
  ]);
});

afterAll(async () => {
  await Promise.all([browser?.close(), server?.stop()]);
});

test("whoever opens it is in, with an account of what is of use to one", async () => {
  const page = await (await newContext(browser, { language: "en" })).newPage();
  const thrown = watchForErrors(page);
  await page.goto(`${server.url}/sign-in`);
  await page.getByRole("heading", { name: "Projects", level: 1 }).waitFor();
  await page.getByRole("button", { name: /^Account:/ }).click();
  await page.getByRole("menuitem", { name: "Usage" }).waitFor();
  expect(await page.getByRole("menuitem", { name: "Sign out" }).count()).toBe(0);
  await page.keyboard.press("Escape");
  for (const path of ["profile", "usage", "notices", "data", "security"]) {
    await page.goto(`${server.url}/account/${path}`);
    await page.locator("main section").first().waitFor();
    expect(await violations(page), path).toEqual([]);
  }
  await page.getByRole("heading", { name: "Profile", level: 1 }).waitFor();
  expect(await page.getByRole("link", { name: "Security" }).count()).toBe(0);
  expect(thrown).toEqual([]);
});

test("the console offers what there is to steer without other people", async () => {
  const page = await (await newContext(browser, { language: "en" })).newPage();
  const refused: string[] = [];
  page.on("response", (response) => {
    if (response.status() === 403) refused.push(response.url());
  });
  await page.goto(`${server.url}/admin`);
  const menu = page.getByRole("navigation", { name: "Admin menu" });
  await menu.getByRole("link").first().waitFor();
  const names = await menu.getByRole("link").allInnerTexts();
  expect(names).not.toContain("Users");
  for (const name of names) {
    await menu.getByRole("link", { name, exact: true }).click();
    await page.getByRole("heading", { level: 1 }).first().waitFor();
    await page.waitForLoadState("networkidle");
  }
  expect(names.length).toBeGreaterThan(8);
  expect(refused).toEqual([]);
  await page.goto(`${server.url}/admin/users`);
  await page.getByRole("link", { name: "Open projects" }).waitFor();
});
