/** A site that requires a second factor (T-27): time to set one up, then nothing before it is. */
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Page } from "playwright-core";
import { violations } from "./support/axe.ts";
import { runSql } from "./support/database.ts";
import { openStage, type Stage } from "./support/stage.ts";
import { authenticator } from "./support/totp.ts";

let stage: Stage;
let page: Page;

beforeAll(async () => {
  stage = await openStage();
  await runSql(
    stage.server,
    `INSERT INTO system_setting(id, category, key, value, value_type, created_at, updated_at)
     VALUES('${crypto.randomUUID()}', 'SECURITY', 'require_2fa', 'true', 'BOOLEAN', 0, 0)`,
  );
  page = await stage.open("/sign-in", { as: null, language: "en" });
});

afterAll(() => stage?.close());

const goTo = (path: string) => page.goto(stage.server.url + path);
const button = (name: string) => page.getByRole("button", { name, exact: true });
const home = () => page.getByRole("heading", { name: "Projects", level: 1 }).waitFor();
const stands = () =>
  page.getByRole("heading", { name: "Set up two-factor authentication" }).waitFor();
const isClean = async () => expect(await violations(page)).toEqual([]);
const typePassword = async () => {
  await page.getByLabel("E-mail").fill(stage.server.user.email);
  await page.getByLabel("Password", { exact: true }).fill(stage.server.user.password);
  await button("Sign in").click();
};

test("while there is time, every page says until when, and leads to where it is set up", async () => {
  // What the site asks is known everywhere a few seconds after it was set.
  await expect
    .poll(async () => {
      await stage.user.call("POST", "/auth/refresh");
      const me = await stage.user.json<{ second_factor_due: string | null }>(
        "POST",
        "/auth/refresh",
      );
      return me.second_factor_due;
    })
    .not.toBeNull();
  await typePassword();
  await home();
  const banner = page.getByRole("complementary", { name: "Account notifications" });
  await banner
    .getByText(/requires two-factor authentication\. Set it up by .* \((?:6|7) days left\)/)
    .waitFor();
  await isClean();
  await banner.getByRole("link", { name: "Set up" }).click();
  await button("Authenticator app: Set up").waitFor();
});

test("after that nothing else opens, whatever page is asked for", async () => {
  await runSql(
    stage.server,
    `UPDATE user SET factor_asked_at = ${Date.now() - 8 * 86_400_000} WHERE email = '${stage.server.user.email}'`,
  );
  for (const path of ["/", "/account/keys", "/p/none"]) {
    await goTo(path);
    await stands();
  }
  await page.getByText("The grace period is over").waitFor();
  await isClean();
  const answer = await stage.user.call("GET", "/projects");
  expect([answer.status, await answer.text()]).toEqual([403, expect.stringContaining("AUTH_009")]);
});

test("its language is chosen there, and stays", async () => {
  await runSql(
    stage.server,
    `UPDATE user SET language = 'ja' WHERE email = '${stage.server.user.email}'`,
  );
  await goTo("/");
  const title = (name: string) => page.getByRole("heading", { name }).waitFor();
  await title("二要素認証を設定してください");
  const saved = page.waitForResponse((answer) => answer.request().method() === "PATCH");
  await button("言語").click();
  await page.getByRole("menuitem", { name: "English" }).click();
  expect((await saved).status()).toBe(200);
  await stands();
  await page.reload();
  await stands();
});

test("who sets one up is through, and shows it from then on", async () => {
  await page.getByRole("button", { name: /^Authenticator app/ }).click();
  await page.getByLabel("Current password").fill(stage.server.user.password);
  await button("Next").click();
  await page.getByRole("img", { name: "QR code for the authenticator app" }).waitFor();
  const app = authenticator((await page.locator("code").first().textContent()) ?? "");
  await page.getByLabel("Six-digit code").fill(await app.next());
  await button("Turn on").click();
  await page.getByLabel("I've saved them in a safe place").check();
  await button("Done").click();
  await page
    .getByRole("heading", { name: "Set up two-factor authentication" })
    .waitFor({ state: "detached" });
  await goTo("/");
  await home();
  expect(await page.getByRole("complementary", { name: "Account notifications" }).count()).toBe(0);
  await page.getByRole("button", { name: /^Account:/ }).click();
  await page.getByRole("menuitem", { name: "Sign out" }).click();
  await page.waitForURL(/\/sign-in/);
  await typePassword();
  await page.getByLabel("Six-digit code from your authenticator app").fill(await app.next());
  await button("Confirm").click();
  await home();
});
