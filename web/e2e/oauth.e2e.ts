import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openIdClient } from "../../workers/testing/openid-client.ts";
import { startOpenIdServer, type OpenIdServer } from "../../workers/testing/openid-server.ts";
import { signIn } from "./support/client.ts";
import { runSql } from "./support/database.ts";
import { provesFactor } from "./support/enrol.ts";
import { mailLink } from "./support/mailbox.ts";
import { openStage, type Stage } from "./support/stage.ts";

let openId: OpenIdServer;
let stage: Stage;

beforeAll(async () => {
  openId = await startOpenIdServer();
  stage = await openStage({
    env: {
      OIDC_ISSUER: openId.url,
      OIDC_NAME: "Example",
      OIDC_CLIENT_ID: openIdClient.id,
      OIDC_CLIENT_SECRET: openIdClient.secret,
      OAUTH_SIGN_UP: "true",
      OAUTH_ALLOWED_DOMAINS: "example.test",
    },
  });
  openId.serve([stage.server.url]);
});

afterAll(async () => {
  await stage?.close();
  await openId?.close();
});

/** At the provider: who one is, and that Engawa may know. */
async function vouch(page: Page, name: string): Promise<void> {
  await page.getByPlaceholder("Enter any login").fill(name);
  await page.getByPlaceholder("and password").fill("any");
  await page.getByRole("button", { name: "Sign-in" }).click();
  await page.getByRole("button", { name: "Continue" }).click();
}

const withExample = "Example でサインイン";

test("somebody of an allowed domain comes in through their provider, to the page they asked for", async () => {
  const page = await stage.open("/account/security", { as: null });
  await page.getByRole("link", { name: withExample }).click();
  await vouch(page, "newcomer");
  await page.waitForURL(`${stage.server.url}/account/security`);
  await page.getByText("newcomer@example.test").first().waitFor();
  await page.close();
});

test("a person links an account elsewhere and signs in with it from then on", async () => {
  const page = await stage.open("/account/security");
  await page.getByRole("button", { name: "Example と連携" }).click();
  await vouch(page, "ada");
  await page.getByText("Example と連携しました").waitFor();
  expect(new URL(page.url()).search).toBe("");
  await page.close();

  const other = await stage.open("/", { as: null });
  await other.getByRole("link", { name: withExample }).click();
  await vouch(other, "ada");
  await other.waitForURL(`${stage.server.url}/`);
  await other.getByText("プロジェクト").first().waitFor();
  await other.close();
});

test("who is not let in is told why, where they may try another way", async () => {
  const page = await stage.open("/", { as: null });
  await page.getByRole("link", { name: withExample }).click();
  await vouch(page, "unverified-eve");
  await page.getByText("このサイトは招待制です").waitFor();
  await page.locator("input[type=password]").waitFor();
  await page.close();
});

test("an invitation is accepted with an account elsewhere, and that proves a critical step, too", async () => {
  const admin = await signIn(stage.server.url, stage.server.admin);
  await provesFactor(admin, stage.server.admin);
  const email = "grace@example.test";
  await admin.json("POST", "/admin/users", { email, name: "Grace", role: "user", language: "ja" });
  const link = await mailLink(stage.server.url, email, "/invitation");
  const page = await stage.open(link, { as: null });
  await page.getByRole("button", { name: "パスワードの代わりに Example で始める" }).click();
  await vouch(page, "grace");
  await page.getByRole("heading", { name: "プロジェクト", level: 1 }).waitFor();

  // Nobody waits ten minutes here until the proof of the sign-in is old.
  await runSql(stage.server, "UPDATE user_session SET proved_at = 0");
  await page.goto(`${stage.server.url}/account/security`);
  const begin = async () => {
    await page.getByRole("button", { name: "認証アプリ: 設定する" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "次へ" }).click();
  };
  await begin();
  await page.getByRole("button", { name: "Example で確認する" }).click();
  await page.getByPlaceholder("Enter any login").fill("grace");
  await page.getByPlaceholder("and password").fill("any");
  await page.getByRole("button", { name: "Sign-in" }).click();
  await page.waitForURL(`${stage.server.url}/account/security`);
  await page.getByText("本人確認が完了しました").waitFor();
  await begin();
  await page.getByRole("img", { name: "認証アプリ用の QR コード" }).waitFor();
  await page.close();
});
