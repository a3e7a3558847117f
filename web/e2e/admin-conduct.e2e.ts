/** What an administrator does where something is wrong: bypass with an end, keys, a threat, a mistake taken back. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Page } from "playwright-core";
import { violations } from "./support/axe.ts";
import { signIn, type Client } from "./support/client.ts";
import { enrolTotp, type Authenticator } from "./support/enrol.ts";
import { createProject } from "./support/project.ts";
import { openStage, type Stage } from "./support/stage.ts";

let stage: Stage;
let admin: Client;
let app: Authenticator;
let page: Page;
let person = "";

beforeAll(async () => {
  stage = await openStage();
  admin = await signIn(stage.server.url, stage.server.admin);
  app = await enrolTotp(stage.server.url, stage.server.admin);
  person = (await stage.user.json<{ id: string }>("GET", "/account")).id;
  const project = await createProject(admin, { "a.txt": "a\n" });
  page = await stage.open(await project.newSession(), { as: admin, language: "en" });
});

afterAll(() => stage?.close());

const dialog = (name: string | RegExp) => page.getByRole("dialog", { name });
const panel = () => page.locator("[data-side-panel]");
const isClean = async () => expect(await violations(page)).toEqual([]);
const openPerson = async (tab: string) => {
  await page.goto(`${stage.server.url}/admin/users/${person}?tab=${tab}`);
  await panel().getByRole("heading", { level: 2 }).waitFor();
};
const act = async (name: string) => {
  await panel()
    .getByRole("button", { name: /^Actions for/ })
    .click();
  await page.getByRole("menuitem", { name, exact: true }).click();
};

describe("bypass mode (T-06)", () => {
  const banner = () => page.locator("[data-bypass]");
  const allowAll = async () => {
    await page.getByRole("button", { name: /^Permission mode:/ }).click();
    await page.getByRole("menuitem", { name: /^Allow all/ }).click();
  };

  test("asks for the second factor, says in red until when, and ends at once where asked", async () => {
    await allowAll();
    const proof = dialog("Confirm that it's you");
    await proof.getByLabel("Six-digit code").fill(await app.next());
    await proof.getByRole("button", { name: "Confirm" }).click();
    await page.getByRole("button", { name: "Permission mode: Allow all" }).waitFor();
    await banner()
      .getByText(/ends automatically at .* \((?:59|60) minutes left\)/)
      .waitFor();
    await isClean();
    await banner().getByRole("button", { name: "End now" }).click();
    await banner().waitFor({ state: "detached" });
    await page.getByRole("button", { name: "Permission mode: Ask first" }).waitFor();
  });

  test("counts down, and is gone at its end", async () => {
    await allowAll();
    await banner().waitFor();
    // The page's own clock can be moved from here on.
    await page.clock.install();
    await page.reload();
    await banner().waitFor();
    await page.clock.fastForward("45:00");
    await banner()
      .getByText(/\(1[45] minutes left\)/)
      .waitFor();
    await page.clock.fastForward("15:10");
    await banner().waitFor({ state: "detached" });
    await page.context().close();
    page = await stage.open("/admin/users", { as: admin, language: "en" });
  });
});

test("a person's key is revoked: it stops at once, and its owner reads of it", async () => {
  const { api_key } = await stage.user.json<{ api_key: string }>("POST", "/auth/api-keys", {
    name: "CI",
    permissions: ["read"],
  });
  const use = async () =>
    (await fetch(`${stage.server.url}/api/v1/projects`, { headers: { "x-api-key": api_key } }))
      .status;
  expect(await use()).toBe(200);
  await openPerson("access");
  await panel().getByRole("button", { name: "CI: Revoke" }).click();
  await dialog("Revoke the API key “CI”?").getByRole("button", { name: "Revoke" }).click();
  await panel().getByText("Revoked", { exact: true }).waitFor();
  expect(await use()).toBe(401);
  const { items } = await stage.user.json<{ items: { kind: string }[] }>("GET", "/notices");
  expect(items.map((one) => one.kind)).toContain("api_key_revoked");
});

describe("a threat (U-107)", () => {
  test("is stopped at once: out everywhere, told by mail, the data held", async () => {
    const theirs = await stage.open("/account/profile", { language: "en" });
    await theirs.getByRole("heading", { name: "Profile" }).waitFor();
    await openPerson("overview");
    await act("Stop immediately");
    const asked = dialog("Stop User immediately?");
    const stop = asked.getByRole("button", { name: "Stop immediately" });
    expect(await stop.isDisabled()).toBe(true);
    await asked.getByText("The person reads it, by e-mail").waitFor();
    await asked.getByLabel("Reason").fill("their key is used from two countries");
    await isClean();
    await stop.click();
    await asked.waitFor({ state: "detached" });
    await panel().getByText("Disabled", { exact: true }).first().waitFor();
    expect(await panel().getByRole("checkbox").isChecked()).toBe(true);
    await theirs.reload();
    await theirs.getByRole("heading", { name: "Your account is disabled" }).waitFor();
    // The question said so: who uses the account reads what was typed.
    expect(await theirs.locator("body").innerText()).toContain("from two countries");
    await theirs.context().close();
    const mailbox = async () => (await fetch(`${stage.server.url}/dev/mail`)).text();
    expect(await mailbox()).toContain("アカウントが無効になりました");
    expect(await mailbox()).toContain("from two countries");
  });

  test("that was none is dismissed, and the account given back", async () => {
    await panel().getByRole("tab", { name: "Violations (1)" }).click();
    await panel().getByText("their key is used from two countries").waitFor();
    await panel().getByRole("button", { name: "Not a violation" }).click();
    const asked = dialog("Mark this as not a violation?");
    await asked.getByLabel("Reason").fill("the second country was their own server");
    await asked.getByRole("button", { name: "Not a violation" }).click();
    await panel().getByText("Dismissed: not a violation").waitFor();
    await panel().getByRole("tab", { name: "Violations", exact: true }).waitFor();
    await isClean();
    await act("Enable");
    await dialog("Enable User?").getByRole("button", { name: "Enable" }).click();
    await panel().getByText("Active", { exact: true }).first().waitFor();
    await signIn(stage.server.url, stage.server.user);
  });
});
