/** The site's settings and its maintenance (SA-017 to SA-021). */
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Page } from "playwright-core";
import { signIn } from "./support/client.ts";
import { type Authenticator, provesFactor } from "./support/enrol.ts";
import { openStage, type Stage } from "./support/stage.ts";

let stage: Stage;
let app: Authenticator;
let page: Page;
let person: Page;

beforeAll(async () => {
  stage = await openStage();
  const admin = await signIn(stage.server.url, stage.server.admin);
  app = await provesFactor(await signIn(stage.server.url, stage.server.admin), stage.server.admin);
  page = await stage.open("/admin/settings", { as: admin, language: "en" });
  person = await stage.open("/", { language: "en" });
});

afterAll(() => stage?.close());

const setting = (key: string) => page.locator(`[data-setting="${key}"]`);
const dialog = (name: RegExp) => page.getByRole("dialog", { name });
const prove = async () => {
  const proof = page.getByRole("dialog", { name: "Confirm that it's you" });
  await proof.getByLabel("Six-digit code").fill(await app.next());
  await proof.getByRole("button", { name: "Confirm" }).click();
};

test("SA-017: every setting, with what it may be and what it is by default", async () => {
  const size = setting("max_file_size_mb");
  await size.getByText("1 to 100 MB · Default: 10 MB").waitFor();
  await size.getByText("At default").waitFor();
  expect(await setting("user_calls_per_day").getByRole("spinbutton").inputValue()).toBe("500");
});

test("SA-018: one category at an address of its own", async () => {
  await page.getByRole("tab", { name: "Security" }).click();
  await page.waitForURL(/tab=SECURITY/);
  await setting("ip_whitelist").getByRole("textbox").waitFor();
  expect(await setting("max_file_size_mb").count()).toBe(0);
  await page.reload();
  await setting("max_login_attempts").waitFor();
});

test("SA-019: what is critical asks for the second factor; a list that shuts one out is refused", async () => {
  const list = setting("ip_whitelist");
  await list.getByRole("textbox").fill("203.0.113.0/24\n\n");
  await list.getByRole("button", { name: "Save" }).click();
  const asked = dialog(/Change “IP allow list/);
  await asked.getByRole("button", { name: "Change" }).click();
  await prove();
  await asked.getByText("This change would lock you out").waitFor();
  await asked.getByRole("button", { name: "Cancel" }).click();
  await list.getByRole("button", { name: "Discard" }).click();
});

test("SA-019: a value is changed within its bounds, has a history, and is taken back", async () => {
  const attempts = setting("max_login_attempts");
  const field = attempts.getByRole("spinbutton");
  await field.fill("99");
  await attempts.getByText("This value can't be set").waitFor();
  expect(await attempts.getByRole("button", { name: "Save" }).isDisabled()).toBe(true);
  await field.fill("7");
  await attempts.getByRole("button", { name: "Save" }).click();
  await dialog(/Change “/)
    .getByRole("button", { name: "Change" })
    .click();
  await attempts.getByText(/Changed .* by Admin/).waitFor();
  await attempts.getByRole("link", { name: /^History/ }).click();
  await page.waitForURL(/\/admin\/settings\/max_login_attempts/);
  const change = page.locator("[data-side-panel] li");
  await change.getByText("5 times").waitFor();
  await change.getByRole("button", { name: "Restore the previous value" }).click();
  await dialog(/Change “/)
    .getByRole("button", { name: "Change" })
    .click();
  await expect.poll(() => field.inputValue()).toBe("5");
  await page.keyboard.press("Escape");
  await attempts.getByRole("button", { name: /^Reset/ }).click();
  await dialog(/^Change/)
    .getByRole("button", { name: "Reset to default" })
    .click();
  await attempts.getByText("At default").waitFor();
});

test("SA-020: the site is closed: people see why, administrators work on", async () => {
  await person.getByRole("heading", { name: "Projects" }).waitFor();
  await page.getByRole("tab", { name: "Maintenance" }).click();
  const message = setting("maintenance_message");
  await message.getByRole("textbox").fill("Moving house");
  await message.getByRole("button", { name: "Save" }).click();
  await message.getByText(/Changed/).waitFor();
  await page.getByRole("checkbox", { name: "Maintenance mode" }).click();
  await dialog(/Close the site now/)
    .getByRole("button", { name: "Close the site" })
    .click();
  await page.getByText("Only administrators can use it").waitFor();
  expect((await stage.user.call("GET", "/projects")).status).toBe(503);
  await person.reload();
  await person.getByRole("heading", { name: "Under maintenance" }).waitFor();
  await person.getByText("Moving house").waitFor();
  const stranger = await stage.open("/", { as: null, language: "en" });
  await stranger.getByRole("link", { name: "Sign in as an administrator" }).click();
  await stranger.getByLabel("Password", { exact: true }).waitFor();
  await stranger.close();
});

test("SA-021: it is opened again, and the page that waited comes back", async () => {
  await page.getByRole("checkbox", { name: "Maintenance mode" }).click();
  await dialog(/End maintenance/)
    .getByRole("button", { name: "Open the site" })
    .click();
  await page.getByText("The site is open", { exact: true }).first().waitFor();
  await person.getByRole("button", { name: "Check again" }).click();
  await person.getByRole("heading", { name: "Projects" }).waitFor();
});

test("SA-021: a regular window is planned, announced, and called off", async () => {
  await page.getByRole("button", { name: "Fill in the next regular window" }).click();
  await page.getByRole("button", { name: "Schedule" }).click();
  await dialog(/Schedule this maintenance/)
    .getByRole("button", { name: "Schedule" })
    .click();
  await page.getByText("Maintenance is scheduled", { exact: true }).waitFor();
  expect((await stage.user.call("GET", "/projects")).status).toBe(200);
  await page.getByRole("button", { name: "Cancel maintenance" }).click();
  await dialog(/Cancel maintenance/)
    .getByRole("button", { name: "Cancel maintenance" })
    .click();
  await page.getByText("The site is open", { exact: true }).first().waitFor();
});

test("what is typed is not lost without a question: by the menu, Back, a reload, or over a dialog", async () => {
  await page.goto(`${stage.server.url}/admin/notifications?tab=alerts`);
  await page.getByRole("button", { name: "New alert" }).waitFor();
  await page.getByRole("link", { name: "Settings", exact: true }).click();
  const leaving = page.getByRole("dialog", { name: "Leave this page?" });
  const field = setting("max_file_size_mb").getByRole("spinbutton");
  const stays = async () => {
    await leaving.getByRole("button", { name: "Keep editing" }).click();
    await leaving.waitFor({ state: "detached" });
    expect([new URL(page.url()).pathname, await field.inputValue()]).toEqual([
      "/admin/settings",
      "42",
    ]);
  };
  await field.fill("42");
  await page.getByRole("link", { name: "Statistics", exact: true }).click();
  await stays();
  await page.evaluate(() => history.back());
  await stays();
  const native = page.waitForEvent("dialog");
  const reload = page.reload().catch(() => null);
  const prompt = await native;
  expect(prompt.type()).toBe("beforeunload");
  await prompt.accept();
  await reload;
  await field.waitFor();
  // Nothing is typed any more.
  await page.evaluate(() => history.back());
  await page.getByRole("tab", { name: "E-mail templates" }).click();
  await page.getByRole("tab", { name: "Alerts" }).click();
  await page.getByRole("button", { name: "New alert" }).click();
  const alert = page.getByRole("dialog", { name: "New alert" });
  await alert.getByLabel("Alert", { exact: true }).fill("Disk");
  await page.evaluate(() => history.back());
  await leaving.getByRole("button", { name: "Keep editing" }).click();
  expect(await alert.getByLabel("Alert", { exact: true }).inputValue()).toBe("Disk");
  await page.evaluate(() => history.back());
  await leaving.getByRole("button", { name: "Leave anyway" }).click();
  await alert.waitFor({ state: "detached" });
});
