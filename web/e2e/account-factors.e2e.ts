/** Second factors, as a person meets them: set up, used to sign in, asked for again, taken away. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Locator, Page } from "playwright-core";
import { addAuthenticator, type VirtualAuthenticator } from "./support/passkeys.ts";
import { openStage, type Stage } from "./support/stage.ts";
import { authenticator } from "./support/totp.ts";

let stage: Stage;
let page: Page;

beforeAll(async () => {
  stage = await openStage();
  page = await stage.open("/sign-in", { as: null, language: "en" });
});

afterAll(() => stage?.close());

const button = (name: string | RegExp) => page.getByRole("button", { name, exact: true });
const dialog = (name: string) => page.getByRole("dialog", { name });
const home = () => page.getByRole("heading", { name: "Projects", level: 1 }).waitFor();
const typePassword = async (password: string) => {
  await page.getByLabel("E-mail").fill(stage.server.user.email);
  await page.getByLabel("Password", { exact: true }).fill(password);
  await button("Sign in").click();
};
const signOut = async () => {
  await page.getByRole("button", { name: /^Account:/ }).click();
  await page.getByRole("menuitem", { name: "Sign out" }).click();
  await page.waitForURL(/\/sign-in/);
};
const goTo = (path: string) => page.goto(stage.server.url + path);
const codesIn = async (where: Locator) => {
  const codes = where.locator("[data-recovery-code]");
  await codes.first().waitFor();
  return codes.allTextContents();
};

let app: ReturnType<typeof authenticator>;
let recovery: string[] = [];
let device: VirtualAuthenticator;

describe("an authenticator", () => {
  test("is set up with the password, the code to scan and its first digits", async () => {
    await typePassword(stage.server.user.password);
    await home();
    await goTo("/account/security");
    await button("Authenticator app: Set up").click();
    const asked = dialog("Authenticator app");
    await asked.getByLabel("Current password").fill("not the password");
    await asked.getByRole("button", { name: "Next" }).click();
    await asked.getByRole("alert").waitFor();
    await asked.getByLabel("Current password").fill(stage.server.user.password);
    await asked.getByRole("button", { name: "Next" }).click();
    await asked.getByRole("img", { name: "QR code for the authenticator app" }).waitFor();
    app = authenticator((await asked.locator("code").textContent()) ?? "");
    await asked.getByLabel("Six-digit code").fill("000000");
    await asked.getByRole("button", { name: "Turn on" }).click();
    await asked.getByText("That code isn't right.").waitFor();
    await asked.getByLabel("Six-digit code").fill(await app.next());
    await asked.getByRole("button", { name: "Turn on" }).click();
    await asked.getByRole("heading", { name: "Save your recovery codes" }).waitFor();
    recovery = await codesIn(asked);
    expect(new Set(recovery).size).toBe(10);
  });

  test("its recovery codes are copied, and left only by who says to keep them", async () => {
    const asked = dialog("Authenticator app");
    await asked.getByRole("button", { name: "Copy all" }).click();
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(recovery.join("\n"));
    const done = asked.getByRole("button", { name: "Done" });
    expect(await done.isDisabled()).toBe(true);
    await asked.getByLabel("I've saved them in a safe place").check();
    await done.click();
    await asked.waitFor({ state: "hidden" });
    await page.getByText("10 left").waitFor();
  });

  test("is asked for at the next sign-in; a code works once", async () => {
    await signOut();
    await typePassword(stage.server.user.password);
    const code = await app.next();
    await page.getByLabel("Six-digit code from your authenticator app").fill(code);
    await button("Confirm").click();
    await home();
    await signOut();
    await typePassword(stage.server.user.password);
    await page.getByLabel("Six-digit code from your authenticator app").fill(code);
    await button("Confirm").click();
    await page.getByRole("alert").getByText("AUTH_008").waitFor();
  });

  test("a recovery code does where it is out of reach, once", async () => {
    await button("Use a recovery code").click();
    await page.getByLabel("Recovery code").fill(recovery[0] ?? "");
    await button("Confirm").click();
    await home();
    await goTo("/account/security");
    await page.getByText("9 left").waitFor();
  });
});

describe("a passkey", () => {
  test("is added on the strength of the second factor that was shown", async () => {
    device = await addAuthenticator(page);
    await button("Add passkey").click();
    const asked = dialog("Add passkey");
    await asked.getByLabel("Passkey name").fill("Test laptop");
    expect(await asked.getByLabel("Current password").count()).toBe(0);
    await asked.getByRole("button", { name: "Add passkey" }).click();
    await asked.waitFor({ state: "hidden" });
    await page.getByRole("list", { name: "Passkeys" }).getByText("Test laptop").waitFor();
    expect(await device.count()).toBe(1);
  });

  test("is renamed", async () => {
    await button("Test laptop: Rename").click();
    await dialog("Rename").getByLabel("Name").fill("Laptop");
    await dialog("Rename").getByRole("button", { name: "Rename" }).click();
    await page
      .getByRole("list", { name: "Passkeys" })
      .getByText("Laptop", { exact: true })
      .waitFor();
  });

  test("signs in from the e-mail field, where the browser offers it", async () => {
    await signOut();
    // The virtual device takes what the field offers by itself.
    await home();
  });

  test("is the second factor after the password, where nothing is offered", async () => {
    await page.addInitScript(() => {
      PublicKeyCredential.isConditionalMediationAvailable = () => Promise.resolve(false);
    });
    await page.reload();
    await home();
    await signOut();
    await typePassword(stage.server.user.password);
    await page.getByText("Confirm with a passkey on this device").waitFor();
    await button("Use a passkey").click();
    await home();
  });

  test("signs in alone, and a refusal of the device says so", async () => {
    await signOut();
    await device.verifies(false);
    await button("Sign in with a passkey").click();
    await page.getByText("The passkey wasn't confirmed").waitFor();
    await device.verifies(true);
    await button("Sign in with a passkey").click();
    await home();
  });
});

describe("a critical operation in a sign-in that showed the password only", () => {
  let other: Page;
  const within = (name: string) => other.getByRole("dialog", { name, exact: true });

  test("asks for a proof over what was being done; who declines is where they were", async () => {
    other = await stage.open("/account/security", { language: "en" });
    await other.getByRole("button", { name: "Generate new codes" }).click();
    await within("Generate new recovery codes?")
      .getByRole("button", { name: "Generate new codes" })
      .click();
    await within("Confirm that it's you").getByRole("button", { name: "Use a passkey" }).waitFor();
    await other.keyboard.press("Escape");
    await within("Confirm that it's you").waitFor({ state: "hidden" });
    await within("Generate new recovery codes?").getByText("AUTH_010").waitFor();
  });

  test("goes on by itself once it is proved", async () => {
    await within("Generate new recovery codes?")
      .getByRole("button", { name: "Generate new codes" })
      .click();
    const proof = within("Confirm that it's you");
    await proof.getByRole("button", { name: "Use an authenticator code" }).click();
    await proof.getByLabel("Six-digit code from your authenticator app").fill("000000");
    await proof.getByRole("button", { name: "Confirm" }).click();
    await proof.getByText("AUTH_008").waitFor();
    await proof.getByLabel("Six-digit code from your authenticator app").fill(await app.next());
    await proof.getByRole("button", { name: "Confirm" }).click();
    const codes = await codesIn(within("Recovery codes"));
    expect(codes).toHaveLength(10);
    expect(codes.filter((code) => recovery.includes(code))).toEqual([]);
  });

  test("asks no more for the next minutes: all of it is taken away again", async () => {
    await within("Recovery codes").getByLabel("I've saved them in a safe place").check();
    await within("Recovery codes").getByRole("button", { name: "Done" }).click();
    await other.getByRole("button", { name: "Laptop: Remove" }).click();
    await within("Remove the passkey “Laptop”?").getByRole("button", { name: "Remove" }).click();
    await other.getByText("No passkeys yet.").waitFor();
    await other.getByRole("button", { name: "Authenticator app: Remove" }).click();
    const last = within("Remove the authenticator app?");
    await last.getByText("Two-factor authentication will be off").waitFor();
    await last.getByRole("button", { name: "Remove" }).click();
    await other.getByRole("button", { name: "Authenticator app: Set up" }).waitFor();
    await other.context().close();
    await signOut();
    await typePassword(stage.server.user.password);
    await home();
  });
});
