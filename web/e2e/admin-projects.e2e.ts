/** Everybody's projects and chat sessions (SA-007 to SA-011, U-015), and reading what is in them (C-14). */
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Page } from "playwright-core";
import { signIn } from "./support/client.ts";
import { type Authenticator, provesFactor } from "./support/enrol.ts";
import { openStage, type Stage } from "./support/stage.ts";

let stage: Stage;
let app: Authenticator;
let page: Page;
const projects: Record<string, string> = {};

beforeAll(async () => {
  stage = await openStage();
  for (const name of ["webapp", "scripts", "old notes"]) {
    const { id } = await stage.user.json<{ id: string }>("POST", "/projects", { name });
    projects[name] = id;
  }
  const bytes = new TextEncoder().encode("# The plan\n\nNobody else reads this.\n");
  await stage.user.call("POST", `/files/plan.md?project_id=${projects["webapp"]}`, bytes);
  await stage.user.json("POST", "/sessions", {
    project_id: projects["webapp"],
    title: "hidden title",
  });
  const admin = await signIn(stage.server.url, stage.server.admin);
  app = await provesFactor(await signIn(stage.server.url, stage.server.admin), stage.server.admin);
  page = await stage.open("/admin/projects", { as: admin, language: "en" });
});

afterAll(() => stage?.close());

const table = (name = "Projects") => page.getByRole("table", { name });
const row = (name: string) => table().locator("tbody tr", { hasText: name });
const panel = () => page.locator("[data-side-panel]");
const confirm = (title: RegExp) => page.getByRole("dialog", { name: title });
const names = () => table().locator("tbody th").allTextContents();
const prove = async () => {
  const proof = page.getByRole("dialog", { name: "Confirm that it's you" });
  await proof.getByLabel("Six-digit code").fill(await app.next());
  await proof.getByRole("button", { name: "Confirm" }).click();
};

test("SA-007: all projects, searched by name in an address that can be shared", async () => {
  await row("webapp").waitFor();
  expect((await names()).sort()).toEqual(["old notes", "scripts", "webapp"]);
  await page.getByRole("searchbox", { name: "Search by name" }).fill("note");
  await page.waitForURL(/search=note/);
  await row("webapp").waitFor({ state: "detached" });
  expect(await names()).toEqual(["old notes"]);
  await page.getByRole("button", { name: "Clear all filters" }).click();
});

test("SA-008: one project's details at an address of their own, closed by Escape", async () => {
  await row("webapp").getByRole("link").click();
  await page.waitForURL(new RegExp(`/admin/projects/${projects["webapp"]}`));
  await panel().getByText("user@engawa.example").waitFor();
  await page.keyboard.press("Escape");
  await page.waitForURL(/\/admin\/projects$/);
});

test("SA-009: sorted by what they store", async () => {
  await page.getByRole("button", { name: /^Storage: press to sort/ }).click();
  await page.waitForURL(/sort_by=storage/);
  await expect
    .poll(async () => {
      await page.reload();
      await row("webapp").waitFor();
      return (await names())[0];
    })
    .toBe("webapp");
});

test("SA-010: who was not worked in for long is found by a filter and counted by a card", async () => {
  await page.getByRole("button", { name: /^Inactive for 30\+ days/ }).click();
  await page.waitForURL(/inactive_days=30/);
  await page.getByText("No results").waitFor();
  await page.getByRole("button", { name: "Clear all filters" }).first().click();
  await row("webapp").waitFor();
});

test("SA-011: ticked ones are archived together with the second factor, and one is taken back", async () => {
  for (const name of ["scripts", "old notes"]) {
    await page.getByRole("checkbox", { name: `Select ${name}` }).check();
  }
  await page.getByRole("button", { name: "Archive selected" }).click();
  const asked = confirm(/Archive 2 projects/);
  await asked.getByRole("button", { name: "Archive", exact: true }).click();
  await prove();
  await row("scripts").getByText("Archived").waitFor();
  await row("old notes").getByText("Archived").waitFor();
  await page.getByRole("button", { name: "Actions for scripts" }).click();
  await page.getByRole("menuitem", { name: "Unarchive" }).click();
  await confirm(/Unarchive “scripts”/)
    .getByRole("button", { name: "Unarchive" })
    .click();
  await row("scripts").getByText("Active").waitFor();
});

test("to the bin and back", async () => {
  await page.getByRole("button", { name: "Actions for scripts" }).click();
  await page.getByRole("menuitem", { name: "Move to the bin" }).click();
  await confirm(/Move “scripts”/)
    .getByRole("button", { name: "Move to the bin" })
    .click();
  await row("scripts").getByText("In the bin").waitFor();
  await page.getByRole("button", { name: "Actions for scripts" }).click();
  await page.getByRole("menuitem", { name: "Restore from the bin" }).click();
  await confirm(/Restore “scripts”/)
    .getByRole("button", { name: "Restore from the bin" })
    .click();
  await row("scripts").getByText("Active").waitFor();
});

test("C-14: a file is read for a reason, under a banner, and its owner is told", async () => {
  await page.getByRole("button", { name: "Actions for webapp" }).click();
  await page.getByRole("menuitem", { name: /Read contents/ }).click();
  const asked = confirm(/Read the contents of “webapp”/);
  await asked.getByLabel("Reason").fill("incident 42, asked for by its owner");
  await asked.getByRole("button", { name: "Read", exact: true }).click();
  await page
    .getByRole("heading", { name: "You are reading content that belongs to User" })
    .waitFor();
  await page.getByRole("button", { name: "plan.md" }).click();
  await page.getByText("Nobody else reads this.").waitFor();
  await page.getByRole("button", { name: "Stop reading" }).click();
  await page.waitForURL(/\/admin\/projects$/);
  const { items } = await stage.user.json<{ items: { kind: string }[] }>("GET", "/notices");
  expect(items[0]?.kind).toBe("content_read");
});

test("U-015: everybody's sessions without a word of them; deleted and restored", async () => {
  await page.goto(`${stage.server.url}/admin/sessions`);
  const session = table("Sessions").locator("tbody tr");
  await session.getByText("webapp").waitFor();
  expect(await page.locator("main").textContent()).not.toContain("hidden title");
  await session.getByRole("link").click();
  await panel().getByText("Model calls").first().waitFor();
  await page.keyboard.press("Escape");
  await session.getByRole("button", { name: /^Actions for/ }).click();
  await page.getByRole("menuitem", { name: "Move to the bin" }).click();
  await confirm(/Move this session/)
    .getByRole("button", { name: "Move to the bin" })
    .click();
  await page.getByText("No results").waitFor();
  await page.goto(`${stage.server.url}/admin/sessions?status=terminated`);
  await session.getByRole("button", { name: /^Actions for/ }).click();
  await page.getByRole("menuitem", { name: "Restore from the bin" }).click();
  await confirm(/Restore this session/)
    .getByRole("button", { name: "Restore from the bin" })
    .click();
  await page.getByText("No results").waitFor();
});

test("T-35: one's own project waits in the bin, comes back, and goes for good when that is asked for", async () => {
  await stage.user.json("POST", "/projects", { name: "draft" });
  const own = await stage.open("/", { language: "en", phone: true, window: [390, 844] });
  const throwAway = async () => {
    await own.getByRole("button", { name: "More actions: draft" }).click();
    await own.getByRole("menuitem", { name: "Delete" }).click();
    await own
      .getByRole("dialog", { name: "Delete “draft”?" })
      .getByRole("button", { name: "Delete" })
      .click();
  };
  const bin = own.getByRole("list", { name: "Bin" });
  await throwAway();
  await own.getByText(/^Bin \(1\)/).click();
  await bin.getByText(/Permanently deleted on/).waitFor();
  await bin.getByRole("button", { name: "Restore: draft" }).click();
  await own.getByText("“draft” was restored").waitFor();
  await bin.waitFor({ state: "detached" });
  await throwAway();
  await own.getByText(/^Bin \(1\)/).click();
  await bin.getByRole("button", { name: "Delete permanently: draft" }).click();
  await own
    .getByRole("dialog", { name: "Permanently delete “draft”?" })
    .getByRole("button", { name: "Delete permanently" })
    .click();
  await own.getByText("“draft” was permanently deleted").waitFor();
  const left = await stage.user.json<{ items: unknown[] }>("GET", "/projects?status=deleted");
  expect(left.items).toEqual([]);
});
