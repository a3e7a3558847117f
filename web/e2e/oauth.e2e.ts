import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openIdClient } from "../../workers/testing/openid-client.ts";
import { startOpenIdServer, type OpenIdServer } from "../../workers/testing/openid-server.ts";
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
  await page.getByText("この操作を行う権限がありません").waitFor();
  await page.locator("input[type=password]").waitFor();
  await page.close();
});
