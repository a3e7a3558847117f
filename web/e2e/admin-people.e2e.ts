/** An administrator's day with people: invited, limited, promoted, suspended, found again. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Locator, Page } from "playwright-core";
import { signIn, type Client } from "./support/client.ts";
import { enrolTotp, provesFactor, type Authenticator } from "./support/enrol.ts";
import { openStage, type Stage } from "./support/stage.ts";

let stage: Stage;
let admin: Client;
let app: Authenticator;
let page: Page;
let theirs: Page;

const hana = {
  name: "Hana",
  email: "hana@engawa.example",
  password: "veranda-in-the-evening-rain",
};

beforeAll(async () => {
  stage = await openStage();
  admin = await signIn(stage.server.url, stage.server.admin);
  app = await enrolTotp(stage.server.url, stage.server.admin);
  page = await stage.open("/admin/users", { as: admin, language: "en" });
});

afterAll(() => stage?.close());

const dialog = (name: string | RegExp) => page.getByRole("dialog", { name });
const table = () => page.getByRole("table", { name: "Users" });
const rowOf = (email: string): Locator => table().locator("tr", { hasText: email });
const panel = () => page.locator("[data-side-panel]");
const stat = (name: string) => page.getByRole("button", { name: new RegExp(`^${name}`) });
const act = async (name: string) => {
  await panel()
    .getByRole("button", { name: /^Actions for/ })
    .click();
  await page.getByRole("menuitem", { name, exact: true }).click();
};
const openDetails = async (email: string) => {
  await rowOf(email).getByRole("link").click();
  await panel().getByRole("heading", { level: 2 }).waitFor();
};

describe("inviting somebody", () => {
  test("asks for the second factor over the dialog, and gives a link", async () => {
    await page.getByRole("button", { name: "Invite" }).click();
    const form = dialog("Invite user");
    await form.getByLabel("E-mail", { exact: true }).fill(hana.email);
    await form.getByLabel("Name").fill(hana.name);
    await form.getByRole("button", { name: "Invite" }).click();
    const proof = dialog("Confirm that it's you");
    await proof.getByLabel("Six-digit code").fill(await app.next());
    await proof.getByRole("button", { name: "Confirm" }).click();
    const invited = dialog("Hana has been invited");
    const first = (await invited.locator("code").textContent()) ?? "";
    await invited.getByRole("button", { name: "Done" }).click();
    await rowOf(hana.email).getByText("Invited").waitFor();

    await openDetails(hana.email);
    await act("Resend invitation");
    await dialog(/^Resend/)
      .getByRole("button", { name: "Resend invitation" })
      .click();
    const again = dialog("Hana has been invited");
    const link = (await again.locator("code").textContent()) ?? "";
    expect(link).not.toBe(first);
    await again.getByRole("button", { name: "Done" }).click();
    await again.waitFor({ state: "detached" });
    // One dialog after the other: the focus goes back to what opened the first.
    await panel()
      .getByRole("button", { name: /^Actions for/, disabled: false })
      .and(page.locator(":focus"))
      .waitFor();
    await page.keyboard.press("Escape");
    await panel().waitFor({ state: "detached" });

    theirs = await stage.open(link.replace(stage.server.url, ""), { as: null, language: "en" });
    await theirs.locator("input[autocomplete=new-password]").fill(hana.password);
    await theirs.locator("form button[type=submit]").click();
    await theirs.getByRole("heading", { name: "Projects", level: 1 }).waitFor();
    await page.reload();
    await rowOf(hana.email).getByText("Active", { exact: true }).waitFor();
  });

  test("who is no administrator sees no menu and no page of it", async () => {
    expect(await theirs.locator("a[href^='/admin']").count()).toBe(0);
    await theirs.goto(`${stage.server.url}/admin/users`);
    await theirs.getByRole("heading", { name: "Page not found" }).waitFor();
    expect(await theirs.locator("a[href^='/admin']").count()).toBe(0);
  });
});

describe("limits of a person's own", () => {
  test("show their source and are found by the chip", async () => {
    await page.goto(`${stage.server.url}/admin/users?custom_limits=true`);
    await page.getByRole("button", { name: "Clear all filters" }).waitFor();
    await rowOf("user@engawa.example").waitFor();
    expect(await rowOf(hana.email).count()).toBe(0);
    await page.getByRole("button", { name: "Has custom limits", pressed: true }).click();
    await openDetails(hana.email);
    await panel().getByRole("tab", { name: "Limits" }).click();
    await panel().getByLabel("Monthly budget: how it is limited").selectOption("own");
    await panel().getByLabel("Monthly budget (US dollars)").fill("12.50");
    await panel().getByRole("button", { name: "Save limits" }).click();
    const row = panel().locator("[data-limit=monthly_budget_micro_usd]");
    await row.getByText("$12.50").waitFor();
    await row.getByText("custom", { exact: true }).waitFor();
    expect(await row.textContent()).toContain("Default: $100.00");

    await page.keyboard.press("Escape");
    await panel().waitFor({ state: "detached" });
    await expect
      .poll(() => page.evaluate("document.activeElement.closest('[data-row]')?.textContent"))
      .toContain(hana.email);
    await page.getByRole("button", { name: "Has custom limits" }).click();
    await rowOf(hana.email).getByText("custom", { exact: true }).waitFor();
    await panel().waitFor({ state: "detached" });
  });

  test("a view of the list survives a reload, and back leads to the one before", async () => {
    await page.reload();
    await rowOf(hana.email).waitFor();
    await page.getByRole("button", { name: "Has custom limits", pressed: true }).waitFor();
    await stat("Administrators").click();
    await rowOf("admin@engawa.example").waitFor();
    await rowOf(hana.email).waitFor({ state: "detached" });
    expect(new URL(page.url()).search).toBe("?role=admin");
    await page.goBack();
    await rowOf(hana.email).waitFor();
    expect(new URL(page.url()).search).toBe("?custom_limits=true");
    await page.getByRole("button", { name: "Clear all filters" }).click();
    await rowOf("user@engawa.example").waitFor();
  });

  test("what is searched stands in the address, one step of the history a visit", async () => {
    const search = page.getByLabel("Name or e-mail");
    await search.pressSequentially("hana@", { delay: 20 });
    await expect.poll(() => new URL(page.url()).searchParams.get("q")).toBe("hana@");
    await expect.poll(() => table().locator("tbody tr").count()).toBe(1);
    await page.goBack();
    await rowOf("user@engawa.example").waitFor();
    await expect.poll(() => search.inputValue()).toBe("");
  });
});

describe("a role", () => {
  test("changes after a question that says what it means, without a second proof so soon", async () => {
    await openDetails(hana.email);
    await act("Make administrator");
    const asked = dialog("Make Hana an administrator?");
    await asked.getByText(hana.email).waitFor();
    await asked.getByRole("button", { name: "Make administrator" }).click();
    await asked.waitFor({ state: "detached" });
    await panel().getByText("Administrator", { exact: true }).first().waitFor();
    await theirs.goto(`${stage.server.url}/`);
    await theirs.getByRole("link", { name: "Admin", exact: true }).waitFor();

    await act("Make regular user");
    await dialog(/Make Hana a regular user/)
      .getByRole("button", { name: "Make regular user" })
      .click();
    await panel().getByText("User", { exact: true }).first().waitFor();
  });

  test("is not one's own to change", async () => {
    await rowOf("admin@engawa.example").getByRole("button").click();
    const entries = await page.getByRole("menuitem").allTextContents();
    expect(entries).toEqual(["Open details", "Sign out everywhere"]);
    await page.keyboard.press("Escape");
  });
});

describe("a suspension", () => {
  test("needs a reason, and throws out whoever is signed in", async () => {
    await openDetails(hana.email);
    await act("Suspend");
    const asked = dialog("Suspend Hana?");
    expect(await asked.getByRole("button", { name: "Suspend" }).isDisabled()).toBe(true);
    await asked.getByLabel("Reason").fill("as the team asked");
    await asked.getByRole("button", { name: "Suspend" }).click();
    await asked.waitFor({ state: "detached" });
    await panel().getByText("Suspended", { exact: true }).first().waitFor();
    await panel().getByText("as the team asked").waitFor();
    await stat("Suspended").click();
    await expect.poll(() => table().locator("tbody tr").count()).toBe(1);

    await theirs.reload();
    await theirs.getByRole("heading", { name: "Your account is suspended" }).waitFor();

    await act("Enable");
    await dialog("Enable Hana?").getByRole("button", { name: "Enable" }).click();
    await panel().getByText("Active", { exact: true }).first().waitFor();
  });
});

describe("what is done to an account that is in doubt", () => {
  const confirm = async (action: string) => {
    await act(action);
    const asked = page.getByRole("dialog").filter({ hasText: hana.email });
    await asked.getByRole("button", { name: action, exact: true }).click();
    await asked.waitFor({ state: "detached" });
  };
  const isIn = (client: Client) =>
    client.json("GET", "/account").then(
      () => true,
      () => false,
    );

  test("signed out everywhere, it is out at once", async () => {
    await page.goto(`${stage.server.url}/admin/users`);
    const client = await signIn(stage.server.url, hana);
    await openDetails(hana.email);
    await confirm("Sign out everywhere");
    expect(await isIn(client)).toBe(false);
  });

  test("its second factor is reset, and gone from what can be done", async () => {
    const client = await signIn(stage.server.url, hana);
    await provesFactor(client, hana);
    await page.reload();
    await panel().getByRole("heading", { level: 2 }).waitFor();
    await confirm("Reset two-factor authentication");
    expect(await isIn(client)).toBe(false);
    await panel()
      .getByRole("button", { name: /^Actions for/ })
      .click();
    await page.getByRole("menuitem", { name: "Lock", exact: true }).waitFor();
    expect(
      await page.getByRole("menuitem", { name: "Reset two-factor authentication" }).count(),
    ).toBe(0);
    await page.keyboard.press("Escape");
  });

  test("locked until it is unlocked", async () => {
    const client = await signIn(stage.server.url, hana);
    await confirm("Lock");
    await panel().getByText("Locked", { exact: true }).first().waitFor();
    expect(await isIn(client)).toBe(false);
    await confirm("Unlock");
    await panel().getByText("Active", { exact: true }).first().waitFor();
    expect(await isIn(await signIn(stage.server.url, hana))).toBe(true);
  });

  test("a new password is asked for", async () => {
    const client = await signIn(stage.server.url, hana);
    await confirm("Require new password");
    expect(await isIn(client)).toBe(false);
  });
});

test("a deletion asks for the address, and is taken back", async () => {
  await page.goto(`${stage.server.url}/admin/users`);
  await openDetails(hana.email);
  await act("Delete");
  const asked = dialog("Delete Hana?");
  const button = asked.getByRole("button", { name: "Delete", exact: true });
  await asked.getByLabel(/^Type/).fill("hana");
  expect(await button.isDisabled()).toBe(true);
  await asked.getByLabel(/^Type/).fill(hana.email);
  await button.click();
  await asked.waitFor({ state: "detached" });
  await panel().getByText("To be deleted").first().waitFor();
  await act("Undo deletion");
  await dialog(/Undo the deletion/)
    .getByRole("button", { name: "Undo deletion" })
    .click();
  await panel().getByText("Active", { exact: true }).first().waitFor();
});

test("rows are walked through by keyboard", async () => {
  await page.goto(`${stage.server.url}/admin/users?sort_by=email&sort_order=asc`);
  await rowOf("admin@engawa.example").getByRole("link").focus();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await panel().getByRole("heading", { name: "Hana" }).waitFor();
  expect(await page.evaluate("document.activeElement.textContent")).toBe("Hana");
  await page.keyboard.press("Escape");
  await panel().waitFor({ state: "detached" });
  await page.keyboard.press("End");
  await page.keyboard.press("Enter");
  await panel().getByRole("heading", { name: "User" }).waitFor();
});

test("columns that were hidden stay hidden", async () => {
  await page.goto(`${stage.server.url}/admin/users`);
  await page.getByRole("button", { name: "View" }).click();
  await page.getByRole("checkbox", { name: "Created" }).uncheck();
  await page.keyboard.press("Escape");
  await page.reload();
  await rowOf(hana.email).waitFor();
  expect(await table().locator("thead").textContent()).not.toContain("Created");
});
