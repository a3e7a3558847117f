import { afterAll, beforeAll, expect, test } from "vitest";
import type { Browser } from "playwright-core";
import { launchBrowser, watchForErrors } from "./support/browser.ts";
import { startServer, type TestServer } from "./support/server.ts";

let server: TestServer;
let browser: Browser;

beforeAll(async () => {
  [server, browser] = await Promise.all([startServer(), launchBrowser()]);
});

afterAll(async () => {
  await Promise.all([browser?.close(), server?.stop()]);
});

test("the first page asks a stranger to sign in, without an error or a broken content policy", async () => {
  const page = await browser.newPage();
  const errors = watchForErrors(page);
  await page.goto(server.url);
  await page.locator("input[type=password]").waitFor();
  expect(await page.locator("input[type=email]").count()).toBe(1);
  expect(errors).toEqual([]);
  await page.close();
});

test("the page comes with a content policy that allows no inline script", async () => {
  const policy = (await fetch(server.url)).headers.get("content-security-policy") ?? "";
  const scripts = policy.split(";").find((part) => part.trim().startsWith("script-src")) ?? "";
  expect(scripts).toContain("'self'");
  expect(scripts).not.toContain("'unsafe-inline'");
});

test("health is public and says nothing but the state of the services", async () => {
  const answer = await fetch(`${server.url}/api/health`);
  expect(answer.status).toBe(200);
  expect(Object.keys((await answer.json()) as object).sort()).toEqual(["services", "status"]);
});

test("the seeded accounts sign in", async () => {
  for (const account of [server.admin, server.user]) {
    const answer = await fetch(`${server.url}/api/auth/login`, {
      method: "POST",
      headers: { "content-type": "application/json", origin: server.url },
      body: JSON.stringify(account),
    });
    expect(answer.status).toBe(200);
    expect(await answer.json()).toMatchObject({ email: account.email });
  }
});
