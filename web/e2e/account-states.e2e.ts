/** Accounts that may not do everything: strangers who fail, guests, those who must act first, the suspended. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Page } from "playwright-core";
import {
  startTurnstileServer,
  type TurnstileServer,
} from "../../workers/testing/turnstile-server.ts";
import { violations } from "./support/axe.ts";
import { signIn, type Client } from "./support/client.ts";
import { runSql } from "./support/database.ts";
import { provesFactor } from "./support/enrol.ts";
import { openStage, type Stage } from "./support/stage.ts";
import * as bench from "./support/workbench.ts";

let stage: Stage;
let human: TurnstileServer;
let admin: Client;

beforeAll(async () => {
  human = await startTurnstileServer();
  stage = await openStage({
    env: {
      ENABLE_GUEST_MODE: "true",
      TURNSTILE_SITE_KEY: "site-key-of-the-tests",
      TURNSTILE_SECRET_KEY: "turnstile-secret",
      TURNSTILE_VERIFY_URL: human.url,
    },
  });
  admin = await signIn(stage.server.url, stage.server.admin);
  await provesFactor(admin, stage.server.admin);
});

afterAll(async () => {
  await Promise.all([stage?.close(), human?.close()]);
});

const home = (page: Page) => page.getByRole("heading", { name: "Projects", level: 1 }).waitFor();
const fillIn = async (page: Page, email: string, password: string) => {
  await page.getByLabel("E-mail").fill(email);
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
};

/** Cloudflare's script, as far as the page sees it. */
const widget = `window.turnstile = {
  render(at, options) {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = "I am human";
    button.onclick = () => options.callback("human-" + crypto.randomUUID());
    at.append(button);
    return "1";
  },
  remove() {},
};`;

async function serveWidget(page: Page): Promise<string[]> {
  const scripts: string[] = [];
  await page.route("https://challenges.cloudflare.com/**", (route) => {
    scripts.push(route.request().url());
    return route.fulfill({ contentType: "text/javascript", body: widget });
  });
  return scripts;
}

test("after three failures the human check comes, and only then its script", async () => {
  const page = await stage.open("/sign-in", { as: null, language: "en" });
  const scripts = await serveWidget(page);
  for (let failure = 1; failure <= 3; failure++) {
    await fillIn(page, stage.server.user.email, `wrong ${failure}`);
    await page.getByRole("button", { name: "Sign in", exact: true, disabled: false }).waitFor();
    await page.getByText("AUTH_001").waitFor();
  }
  expect(scripts).toEqual([]);
  await fillIn(page, stage.server.user.email, stage.server.user.password);
  await page.getByText("AUTH_015").waitFor();
  expect(await page.getByRole("button", { name: "Sign in", exact: true }).isDisabled()).toBe(true);
  await page.getByRole("button", { name: "I am human" }).click();
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await home(page);
  expect(scripts).toHaveLength(1);
  await page.context().close();
});

test("a guest looks around, reads and asks, knows until when, and sees limits instead of an account", async () => {
  const page = await stage.open("/sign-in", { as: null, language: "en" });
  const enter = page.getByRole("button", { name: "Try it as a guest (30 minutes)" });
  await enter.waitFor();
  expect(await violations(page)).toEqual([]);
  await serveWidget(page);
  await enter.click();
  await page.getByRole("button", { name: "I am human" }).click();
  await enter.click();
  await home(page);
  await page.getByText(/You're here as a guest until/).waitFor();
  expect(await violations(page)).toEqual([]);
  await page.goto(`${stage.server.url}/account/security`);
  await page.getByRole("heading", { name: "Usage", level: 1 }).waitFor();
  await page.locator("[data-limit=messages_per_hour]").waitFor();
  expect(await page.getByRole("link", { name: "Security" }).count()).toBe(0);
  expect(await violations(page)).toEqual([]);

  // The demo project is read and asked about; nothing in it changes.
  await page.goto(stage.server.url);
  await home(page);
  expect(await page.getByRole("button", { name: /New project/ }).count()).toBe(0);
  await page.getByRole("link", { name: "Demo" }).first().click();
  await bench.openFile(page, "README.md");
  await page.getByText("Guests can read files but not change them.").waitFor();
  await bench.typeAtEnd(page, "mine");
  expect(await bench.editorText(page).innerText()).not.toContain("mine");
  await bench.treeItem(page, "README.md").click({ button: "right" });
  await expect
    .poll(() => page.getByRole("menuitem").allTextContents())
    .toEqual(["Open", "Copy path", "Download"]);
  await page.keyboard.press("Escape");
  expect(await violations(page)).toEqual([]);
  await page.getByRole("button", { name: "Start chatting" }).click();
  await page.waitForURL(/\/s\//);
  await bench.send(page, "help");
  await bench.says(page, /demo/i);
  await bench.rests(page);

  // Half an hour later.
  await runSql(stage.server, "UPDATE user_session SET expires_at = 1 WHERE method = 'guest'");
  await page.reload();
  await page.getByRole("heading", { name: "Sign in to Engawa" }).waitFor();
  await page.context().close();
});

describe("an account an administrator acts on", () => {
  const email = "kenji@engawa.example";
  const passwords = ["a stone lantern in the moss", "three carps under the bridge"] as const;
  let page: Page;
  let id = "";

  test("is invited, and its sign-in asks for a new password where one is demanded", async () => {
    const invited = await admin.json<{ user: { id: string }; link: string }>(
      "POST",
      "/admin/users",
      { email, name: "Kenji", role: "user", language: "en" },
    );
    id = invited.user.id;
    const { pathname, hash } = new URL(invited.link);
    page = await stage.open(pathname + hash, { as: null, language: "en" });
    await page.getByLabel("Password", { exact: true }).fill(passwords[0]);
    await page.getByRole("button", { name: "Create account" }).click();
    await home(page);
    await admin.json("POST", `/admin/users/${id}/reset-password`, {});
    const login = await stage.open("/sign-in", { as: null, language: "en" });
    await fillIn(login, email, passwords[0]);
    await login.getByRole("heading", { name: "Choose a new password" }).waitFor();
    expect(await violations(login)).toEqual([]);
    await login.getByLabel("Current password").fill(passwords[0]);
    await login.getByLabel("New password").fill(passwords[1]);
    await login.getByRole("button", { name: "Change password" }).click();
    await home(login);
    await page.context().close();
    page = login;
  });

  test("is suspended: every page says until when, and it opens again by itself", async () => {
    await admin.json("POST", `/admin/users/${id}/suspend`, {
      reason: "Too many requests in a short time",
      hours: 24,
    });
    await page.reload();
    await page.getByRole("heading", { name: "Your account is suspended" }).waitFor();
    await page.getByText(/It opens again automatically at/).waitFor();
    await page.getByText("Reason: Too many requests in a short time").waitFor();
    expect(await violations(page)).toEqual([]);
    await admin.json("POST", `/admin/users/${id}/enable`, {});
    await page.getByRole("button", { name: "Check again" }).click();
    await fillIn(page, email, passwords[1]);
    await home(page);
  });

  const shut = async (how: string, reason: string) =>
    admin.json("POST", `/admin/users/${id}/${how}`, { reason });
  const says = async (title: string, reason: string) => {
    await page.getByRole("heading", { name: title }).waitFor();
    await page.getByText(`Reason: ${reason}`).waitFor();
    await page.getByText(stage.server.admin.email).waitFor();
  };

  test("is locked over an open chat: the page says so at once, and its sign-out leaves nothing behind", async () => {
    const kenji = await signIn(stage.server.url, { email, password: passwords[1] });
    const project = await kenji.json<{ id: string }>("POST", "/projects", { name: "Garden" });
    await page.goto(`${stage.server.url}/p/${project.id}`);
    await page.getByRole("button", { name: "Start chatting" }).click();
    await page.waitForURL(/\/s\//);
    await bench.send(page, "help");
    await bench.rests(page);
    await shut("lock", "A lost laptop");
    await says("Your account is locked", "A lost laptop");
    expect(await page.getByRole("dialog").count()).toBe(0);
    expect(await violations(page)).toEqual([]);
    await page.getByRole("button", { name: "Sign out" }).click();
    await page.getByRole("heading", { name: "Sign in to Engawa" }).waitFor();
    await page.goto(stage.server.url);
    await page.getByRole("heading", { name: "Sign in to Engawa" }).waitFor();
    await fillIn(page, email, passwords[1]);
    await page.getByText("Reason: A lost laptop").waitFor();
    await page.getByRole("button", { name: "Check again" }).click();
    await admin.json("POST", `/admin/users/${id}/unlock`, {});
    await fillIn(page, email, passwords[1]);
    await home(page);
  });

  test("is disabled over the profile: saving says so", async () => {
    await page.goto(`${stage.server.url}/account/profile`);
    await page.getByLabel("Name").fill("Kenji K.");
    await shut("disable", "Has left the team");
    await page.getByRole("button", { name: "Save" }).click();
    await says("Your account is disabled", "Has left the team");
    expect(await page.getByRole("dialog").count()).toBe(0);
    await page.context().close();
  });
});
