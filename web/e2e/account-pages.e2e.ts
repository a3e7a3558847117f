/** The account's pages: what is changed there holds, here and elsewhere. */
import { readFile } from "node:fs/promises";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Page } from "playwright-core";
import { signIn, type Client } from "./support/client.ts";
import { runSql } from "./support/database.ts";
import { provesFactor } from "./support/enrol.ts";
import { createProject } from "./support/project.ts";
import { openStage, type Stage } from "./support/stage.ts";
import * as bench from "./support/workbench.ts";

let stage: Stage;
let page: Page;
let admin: Client;

beforeAll(async () => {
  stage = await openStage();
  page = await stage.open("/account", { language: "en" });
  admin = await signIn(stage.server.url, stage.server.admin);
});

afterAll(() => stage?.close());

const goTo = (path: string) => page.goto(stage.server.url + path);
const button = (name: string | RegExp) => page.getByRole("button", { name, exact: true });
const dialog = (name: string) => page.getByRole("dialog", { name });
const text = (words: string) => page.getByText(words, { exact: true });

describe("the profile", () => {
  test("keeps the name, and the bar at the top knows it", async () => {
    await page.getByLabel("Name", { exact: true }).fill("Hana of the veranda");
    await button("Save").click();
    await page.getByRole("button", { name: "Account: Hana of the veranda" }).waitFor();
  });

  test("left open in a tab, it writes nothing into the account of who signed in beside it", async () => {
    const { url, user, admin: other } = stage.server;
    const there = await stage.open("/account/profile", {
      as: await signIn(url, user),
      language: "en",
    });
    const name = there.getByLabel("Name", { exact: true });
    await name.fill("Written too late");
    const theirs = (await admin.json<{ name: string }>("GET", "/account")).name;
    await there.evaluate(
      async (json) =>
        void (await fetch("/api/v1/auth/login", {
          method: "POST",
          headers: { "content-type": "application/json" },
          body: JSON.stringify(json),
        })),
      other,
    );
    await name.press("Enter");
    await there.getByRole("button", { name: `Account: ${theirs}` }).waitFor();
    expect(await name.inputValue()).toBe(theirs);
    expect((await admin.json<{ name: string }>("GET", "/account")).name).toBe(theirs);
    await there.context().close();
  });

  test("language, theme and zone follow the account to another browser (U-033)", async () => {
    await page.getByLabel("Theme", { exact: true }).last().selectOption("dark");
    await text("Saved").waitFor();
    await page.getByLabel("Time zone").selectOption("Europe/Helsinki");
    await page.getByLabel("Language", { exact: true }).last().selectOption("ja");
    await page.getByRole("heading", { name: "プロフィール" }).waitFor();
    const other = await stage.open("/account/profile", { language: "en", theme: "light" });
    await other.getByRole("heading", { name: "プロフィール" }).waitFor();
    expect(await other.evaluate(() => document.documentElement.dataset["theme"])).toBe("dark");
    expect(await other.getByLabel("タイムゾーン").inputValue()).toBe("Europe/Helsinki");
    await other.context().close();
  });

  test("what is chosen in the bar at the top is the account's, too", async () => {
    await button("言語").click();
    await page.getByRole("menuitem", { name: "English" }).click();
    await page.getByRole("heading", { name: "Profile" }).waitFor();
    const language = async () =>
      (await stage.user.json<{ language: string }>("GET", "/account")).language;
    await expect.poll(language).toBe("en");
  });
});

describe("the password", () => {
  test("changes with the current one, and ends every other sign-in", async () => {
    const login = await signIn(stage.server.url, stage.server.user);
    await goTo("/account/security");
    await button("Change password").click();
    const asked = dialog("Change password");
    await asked.getByLabel("Current password").fill(stage.server.user.password);
    await asked.getByLabel("New password").fill("moss grows on the stone lantern");
    await asked.getByRole("button", { name: "Change password" }).click();
    await text("Password changed").waitFor();
    expect((await login.call("GET", "/account")).status).toBe(401);
    expect((await stage.user.call("GET", "/account")).status).toBe(200);
  });
});

describe("sign-ins", () => {
  const account = () => ({ ...stage.server.user, password: "moss grows on the stone lantern" });

  test("signing out elsewhere ends that page at once; nothing typed there is lost", async () => {
    const project = await createProject(stage.user, { "a.txt": "a\n" });
    const session = await project.newSession();
    const login = await signIn(stage.server.url, account());
    const there = await stage.open(session, { as: login, language: "en" });
    await bench.composer(there).fill("half a thought");
    await goTo("/account/sign-ins");
    await page.getByText("This device").waitFor();
    await page
      .locator("[data-login]")
      .filter({ hasNotText: "This device" })
      .getByRole("button")
      .first()
      .click();
    await page.getByRole("dialog").getByRole("button", { name: "Sign out" }).click();
    await text("Signed out").waitFor();
    const again = there.getByRole("dialog", { name: "Sign in again" });
    await again.waitFor();
    await again.getByLabel("Password", { exact: true }).fill(account().password);
    await again.getByRole("button", { name: "Sign in", exact: true }).click();
    await again.waitFor({ state: "hidden" });
    expect(await bench.composer(there).inputValue()).toBe("half a thought");
    await bench.send(there, "help");
    await there.getByText("half a thought").waitFor({ state: "detached" });
    await there.context().close();
  });

  test("who is idle is warned, stays by one press, and is asked to sign in once it is over (U-099)", async () => {
    const project = await createProject(stage.user, { "a.txt": "a\n" });
    const login = await signIn(stage.server.url, account());
    const there = await stage.open("/", { as: login, language: "en" });
    await there.clock.install();
    await there.goto(stage.server.url + project.path);
    await bench.openFile(there, "a.txt");
    const warning = there.locator("[data-idle]");
    await there.clock.fastForward("54:00");
    expect(await warning.count()).toBe(0);
    await there.clock.fastForward("01:10");
    await warning.getByText(/you'll be signed out at/).waitFor();
    const told = there.waitForRequest((request) => request.url().endsWith("/auth/refresh"));
    await warning.getByRole("button", { name: "Stay signed in" }).click();
    await told;
    await warning.waitFor({ state: "detached" });
    await there.clock.fastForward("54:00");
    expect(await warning.count()).toBe(0);
    // The server's clock cannot be moved: it forgets the activity instead.
    const latest = "(SELECT max(login_at) FROM user_session)";
    await runSql(
      stage.server,
      `UPDATE user_session SET last_activity_at = 0 WHERE login_at = ${latest}`,
    );
    await there.clock.fastForward("08:00");
    await there.getByRole("dialog", { name: "Sign in again" }).waitFor();
    await there.context().close();
  });

  test("everywhere else is one press", async () => {
    await Promise.all([1, 2].map(() => signIn(stage.server.url, account())));
    await page.reload();
    await button("Sign out everywhere else").click();
    await dialog("Sign out everywhere else?")
      .getByRole("button", { name: "Sign out everywhere else" })
      .click();
    await page.getByText("You are signed in on this device only.").waitFor();
    await expect.poll(() => page.locator("[data-login]").count()).toBe(1);
  });
});

describe("API keys", () => {
  test("a key is shown once, and works as far as its scopes go", async () => {
    await goTo("/account/keys");
    await text("No API keys yet").waitFor();
    await button("Create key").first().click();
    const asked = dialog("Create key");
    await asked.getByLabel("Name").fill("CI");
    await asked.getByLabel("Calls per day").fill("25");
    await asked.getByRole("button", { name: "Create key" }).click();
    const shown = dialog("Save your API key");
    const key = (await shown.locator("code").first().textContent()) ?? "";
    expect(key).toMatch(/^sk_live_/);
    const ask = (method: string, path: string) =>
      fetch(`${stage.server.url}/api/v1${path}`, { method, headers: { "x-api-key": key } });
    expect((await ask("GET", "/projects")).status).toBe(200);
    expect((await ask("DELETE", `/projects/${crypto.randomUUID()}`)).status).toBe(403);
    await shown.getByLabel("I've saved it").check();
    await shown.getByRole("button", { name: "Done" }).click();
    expect(await page.content()).not.toContain(key);
    const row = page.getByRole("list", { name: "Your keys" }).getByRole("listitem");
    await row.getByText("Active").waitFor();
    // A refused request is a call as well; the list may have been read before either.
    await goTo("/account/keys");
    await row.getByText("Calls per day: 2 of 25").waitFor();

    await button("CI: Revoke").click();
    await dialog("Revoke “CI”?").getByRole("button", { name: "Revoke" }).click();
    await text("“CI” was revoked").waitFor();
    expect((await ask("GET", "/projects")).status).toBe(401);
  });
});

describe("usage, requests and notices", () => {
  test("every limit says used, of how much, whose and until when", async () => {
    await provesFactor(admin, stage.server.admin);
    const { id } = await stage.user.json<{ id: string }>("GET", "/account");
    const user = `/admin/users/${id}`;
    const { custom_limits: shown } = await admin.json<{ custom_limits: object }>("GET", user);
    await admin.json("PUT", `${user}/limits`, { limits: { calls_per_day: 500 }, shown });
    await goTo("/account/usage");
    const calls = page.locator("[data-limit=calls_per_day]");
    await calls.waitFor();
    expect(await calls.innerText()).toMatch(/of 500[\s\S]*Limit set for you[\s\S]*resets/);
    await calls.getByRole("meter").waitFor();
  });

  test("asking for an administrator's rights waits, and is withdrawn", async () => {
    await goTo("/account/requests");
    await page.getByLabel("Request type").selectOption("elevation");
    await page.getByLabel("Reason").fill("I must look after the site this weekend");
    await button("Send request").click();
    await page.locator("[data-request]").getByText("Pending", { exact: true }).waitFor();
    const told = await admin.json<{ items: { kind: string }[] }>("GET", "/notices");
    expect(told.items.map((one) => one.kind)).toContain("request_created");
    await button("Withdraw").click();
    await dialog("Withdraw the request?").getByRole("button", { name: "Withdraw" }).click();
    await page.locator("[data-request]").getByText("Withdrawn", { exact: true }).waitFor();
  });

  test("the bell counts what is new until it is read", async () => {
    await page.reload();
    await page.locator("[data-unread]").waitFor();
    await goTo("/account/notices");
    await page.locator("[data-notice=password_changed]").waitFor();
    await page.locator("[data-notice=api_key_created]").getByText("“CI”").waitFor();
    await button("Mark all as read").click();
    await page.locator("[data-unread]").waitFor({ state: "detached" });
  });
});

describe("one's data", () => {
  test("is exported as a zip", async () => {
    await goTo("/account/data");
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      button("Download zip").click(),
    ]);
    const zip = await readFile(await download.path());
    expect(zip.subarray(0, 2).toString()).toBe("PK");
    expect(zip.includes("account.json")).toBe(true);
  });

  test("is deleted by who types the address, and is signed out everywhere", async () => {
    await button("Delete account").click();
    const asked = dialog("Delete your account?");
    const confirm = asked.getByRole("button", { name: "Delete account" });
    expect(await confirm.isDisabled()).toBe(true);
    await asked.getByRole("textbox").fill(stage.server.user.email);
    await confirm.click();
    await page.waitForURL(/\/sign-in/);
    await page.getByText("Your account is deleted").waitFor();
    expect((await stage.user.call("GET", "/account")).status).toBe(401);
  });
});
