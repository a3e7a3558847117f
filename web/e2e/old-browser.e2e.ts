/** U-031: who gets no page, in a browser too old for it or without its module, is told so in plain words. */
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Browser } from "playwright-core";
import { launchBrowser } from "./support/browser.ts";
import { startServer, type TestServer } from "./support/server.ts";
import { newContext, type Language } from "./support/stage.ts";

let server: TestServer;
let browser: Browser;

beforeAll(async () => {
  [server, browser] = await Promise.all([startServer(), launchBrowser()]);
});

afterAll(async () => {
  await Promise.all([browser?.close(), server?.stop()]);
});

test.each<[Language, RegExp]>([
  ["ja", /最新版をお使いください。不足している機能: ES2023$/],
  ["en", /Use a current version of Chrome.*Missing features: ES2023$/],
])("in %s", async (language, words) => {
  const page = await (await newContext(browser, { language })).newPage();
  await page.addInitScript(() => {
    Reflect.deleteProperty(Array.prototype, "toSorted");
  });
  await page.goto(server.url);
  expect(await page.locator("#unsupported").textContent()).toMatch(words);
  await page.context().close();
});

test("a current one is told nothing", async () => {
  const page = await (await newContext(browser, { language: "en" })).newPage();
  await page.goto(server.url);
  await page.locator("input[type=password]").waitFor();
  expect(await page.locator("#unsupported").count()).toBe(0);
  await page.context().close();
});

test.each<[Language, RegExp]>([
  ["ja", /再読み込みしてください。$/],
  ["en", /could not be loaded.*reload it\.$/],
])("a page whose module does not come says so, in %s", async (language, words) => {
  const page = await (await newContext(browser, { language })).newPage();
  await page.route("**/assets/index-*.js", (route) => route.fulfill({ status: 404 }));
  await page.goto(server.url);
  await page.locator("#lost").waitFor();
  expect(await page.locator("#lost").textContent()).toMatch(words);
  await page.context().close();
});
