import { afterAll, beforeAll, expect, test } from "vitest";
import type { Browser } from "playwright-core";
import { launchBrowser, watchForErrors } from "./support/browser.ts";
import { signIn } from "./support/client.ts";
import { startServer, type TestServer } from "./support/server.ts";
import { cookiesOf, newContext } from "./support/stage.ts";

/** web/public/_headers gives the static files what the Worker gives its answers. */
const securityHeaders = [
  "content-security-policy",
  "x-content-type-options",
  "x-frame-options",
  "referrer-policy",
  "cross-origin-opener-policy",
  "cross-origin-resource-policy",
  "permissions-policy",
  "strict-transport-security",
];

let server: TestServer;
let browser: Browser;

beforeAll(async () => {
  [server, browser] = await Promise.all([startServer({ by: "wrangler" }), launchBrowser()]);
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

test("a page has the security headers of the API, and allows no inline script but its own", async () => {
  const [page, api] = await Promise.all([fetch(server.url), fetch(`${server.url}/api/health`)]);
  const policy = page.headers.get("content-security-policy") ?? "";
  expect(policy).toMatch(/script-src 'self' 'sha256-[\w+/]+='(;|$)/);
  for (const name of securityHeaders) {
    expect(page.headers.get(name), name).not.toBeNull();
    expect(page.headers.get(name), name).toBe(api.headers.get(name));
  }
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
    expect(await answer.json()).toMatchObject({ me: { email: account.email }, challenge: null });
  }
});

test("what a list of the console asks first is asked before its code has come, and once", async () => {
  const { cookie } = await signIn(server.url, server.admin);
  const context = await newContext(browser, {});
  await context.addCookies(cookiesOf(server.url, cookie));
  const page = await context.newPage();
  for (const [address, question] of [
    ["/admin", "overview"],
    ["/admin/users", "users"],
    ["/admin/projects", "projects"],
    ["/admin/sessions", "chat-sessions"],
    ["/admin/activity", "activity-logs"],
    ["/admin/audit", "audit-logs"],
    ["/admin/prices", "prices"],
  ] as const) {
    const asked: string[] = [];
    const note = (request: { url(): string }) => asked.push(request.url().slice(server.url.length));
    page.on("request", note);
    await page.goto(server.url + address);
    await page.getByRole("heading", { level: 1 }).first().waitFor();
    await page.waitForLoadState("networkidle");
    page.off("request", note);
    // Another one would be the page's own: what was asked early did not fit.
    expect(asked.filter((one) => one.split("?")[0] === `/api/v1/admin/${question}`)).toHaveLength(
      1,
    );
    const at = (part: string) => asked.findIndex((one) => one.includes(part));
    expect(asked.filter((one) => one.endsWith("/auth/status"))).toHaveLength(1);
    // Neither who is signed in nor the console's files wait for the first module.
    expect(at("/auth/status")).toBeLessThan(at("/AdminScreen-"));
    expect(at("/AdminScreen-")).toBeLessThan(at("/alerts?state=firing"));
    // What stands above every page is told with who is signed in.
    for (const told of ["/api/v1/maintenance", "/api/v1/announcements"])
      expect(asked).not.toContain(told);
  }
  await context.close();
});
