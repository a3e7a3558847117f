/** What mails lead to: an invitation, a forgotten password, another address. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Page } from "playwright-core";
import { violations } from "./support/axe.ts";
import { signIn } from "./support/client.ts";
import { mailLink } from "./support/mailbox.ts";
import { provesFactor } from "./support/enrol.ts";
import { openStage, type Stage } from "./support/stage.ts";

let stage: Stage;
let page: Page;
const password = "a sentence that is long enough";

beforeAll(async () => {
  stage = await openStage();
  page = await stage.open("/sign-in", { as: null, language: "en" });
});

afterAll(() => stage?.close());

const goTo = (path: string) => page.goto(stage.server.url + path);
const button = (name: string) => page.getByRole("button", { name, exact: true });
const home = () => page.getByRole("heading", { name: "Projects", level: 1 }).waitFor();
const isClean = async () => expect(await violations(page)).toEqual([]);
const typePassword = async (email: string, secret: string) => {
  await goTo("/sign-in");
  await page.getByLabel("E-mail").fill(email);
  await page.getByLabel("Password", { exact: true }).fill(secret);
  await button("Sign in").click();
};
const signOut = async () => {
  await page.getByRole("button", { name: /^Account:/ }).click();
  await page.getByRole("menuitem", { name: "Sign out" }).click();
  await page.waitForURL(/\/sign-in/);
};

describe("a forgotten password", () => {
  test("is asked for by address; an unknown one is answered alike", async () => {
    await page.getByRole("link", { name: "Forgot your password?" }).click();
    await isClean();
    await page.getByLabel("E-mail").fill("nobody@engawa.example");
    await button("Send the link").click();
    await page.getByText("If nobody@engawa.example is registered here").waitFor();
    await goTo("/reset-password");
    await page.getByLabel("E-mail").fill(stage.server.user.email);
    await button("Send the link").click();
    await page.getByText(`If ${stage.server.user.email} is registered here`).waitFor();
    await isClean();
  });

  test("the link sets a new one; its token leaves the address bar", async () => {
    const link = await mailLink(stage.server.url, stage.server.user.email, "/reset-password");
    await goTo(link);
    expect(link).toMatch(/^\/reset-password#.{20,}/);
    await page.getByLabel("New password").fill("short");
    await page.getByText("Not enough yet").waitFor();
    await isClean();
    expect(page.url()).not.toContain("#");
    await button("Set password").click();
    await page.getByRole("alert").getByText("AUTH_007").waitFor();
    await page.getByLabel("New password").fill(password);
    await page.getByText("Length is fine").waitFor();
    await button("Set password").click();
    await page.getByText("Password set").waitFor();
    await typePassword(stage.server.user.email, password);
    await home();
    await signOut();
  });

  test("a link works once, and offers to ask again", async () => {
    const link = await mailLink(stage.server.url, stage.server.user.email, "/reset-password");
    await goTo(link);
    await page.getByLabel("New password").fill("another sentence, long enough");
    await button("Set password").click();
    await page.getByRole("alert").getByText("AUTH_012").waitFor();
    await button("Request a new link").click();
    await page.getByRole("heading", { name: "Reset your password" }).waitFor();
  });
});

describe("an invitation", () => {
  const email = "hana@engawa.example";

  test("says from whom it is and makes the account", async () => {
    const admin = await signIn(stage.server.url, stage.server.admin);
    await provesFactor(admin, stage.server.admin);
    await admin.json("POST", "/admin/users", { email, name: "Hana", role: "user", language: "en" });
    await goTo(await mailLink(stage.server.url, email, "/invitation"));
    await page.getByText("has invited you").waitFor();
    expect(await page.getByLabel("E-mail").inputValue()).toBe(email);
    await isClean();
    await page.getByLabel("Password", { exact: true }).fill("hana-and-her-veranda");
    await page.getByText("It contains your name or e-mail address").waitFor();
    await page.getByLabel("Your name").fill("Hana K.");
    await page.getByLabel("Password", { exact: true }).fill(password);
    await button("Create account").click();
    await home();
    await page.getByRole("button", { name: "Account: Hana K." }).waitFor();
  });

  test("works once", async () => {
    await signOut();
    await goTo(await mailLink(stage.server.url, email, "/invitation"));
    await page.getByRole("alert").getByText("AUTH_012").waitFor();
    await isClean();
  });
});

describe("another address", () => {
  test("waits until the mail to it is answered", async () => {
    await typePassword("hana@engawa.example", password);
    await home();
    await goTo("/account/profile");
    await button("Change address").click();
    const asked = page.getByRole("dialog", { name: "Change address" });
    await asked.getByLabel("New e-mail address").fill("hana.k@engawa.example");
    await asked.getByRole("button", { name: "Send confirmation" }).click();
    await page.getByText("hana.k@engawa.example is waiting to be confirmed").waitFor();
    await isClean();
    await goTo(await mailLink(stage.server.url, "hana.k@engawa.example", "/verify-email"));
    await button("Confirm").waitFor();
    await isClean();
    await button("Confirm").click();
    await page.getByText("hana.k@engawa.example is confirmed.").waitFor();
    await page.getByRole("link", { name: "Continue" }).click();
    await home();
    await goTo("/account/profile");
    await page.getByText("hana.k@engawa.example", { exact: true }).waitFor();
  });
});

describe("a lock", () => {
  const email = () => stage.server.user.email;

  test("comes with the fifth failure, also for the right password, and says what lifts it", async () => {
    const fresh = await stage.open("/sign-in", { as: null, language: "en" });
    await page.context().close();
    page = fresh;
    for (let failure = 1; failure <= 5; failure++) {
      const answer = page.waitForResponse((response) => response.url().endsWith("/auth/login"));
      await typePassword(email(), `wrong ${failure}`);
      await answer;
    }
    await typePassword(email(), password);
    await page.getByRole("alert").getByText("AUTH_003").waitFor();
    await page.getByText("You can also unlock it with the link we e-mailed you.").waitFor();
    await isClean();
  });

  test("is lifted by the mail's link, and the right password is let in again", async () => {
    await goTo(await mailLink(stage.server.url, email(), "/unlock"));
    await button("Unlock").waitFor();
    await isClean();
    await button("Unlock").click();
    await page.getByText("Your account is unlocked. You can sign in now.").waitFor();
    await typePassword(email(), password);
    await home();
  });
});
