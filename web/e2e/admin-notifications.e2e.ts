/** What a site says: announced by administrators, mailed in their words, raised by alerts. */
import { createServer } from "node:http";
import { text } from "node:stream/consumers";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Locator, Page } from "playwright-core";
import { startCron } from "#scripts/local/cron";
import { listen, type LocalServer } from "../../workers/testing/listen.ts";
import { signIn, type Client } from "./support/client.ts";
import { openStage, type Stage } from "./support/stage.ts";

let stage: Stage;
let admin: Client;
let page: Page;
let theirs: Page;
let hook: LocalServer;
const arrived: string[] = [];

beforeAll(async () => {
  hook = await listen(
    createServer(async (request, response) => {
      arrived.push(await text(request));
      // None is kept open, to be cut just when the next news is sent.
      response.writeHead(200, { connection: "close" }).end();
    }),
  );
  stage = await openStage();
  admin = await signIn(stage.server.url, stage.server.admin);
  page = await stage.open("/admin/notifications", { as: admin, language: "en" });
  theirs = await stage.open("/", { language: "en" });
});

afterAll(async () => {
  await stage?.close();
  await hook?.close();
});

const dialog = (name: string | RegExp) => page.getByRole("dialog", { name });
const rowOf = (name: string): Locator => page.locator("tbody tr", { hasText: name });
const act = async (row: Locator, name: string | RegExp) => {
  await row.getByRole("button", { name: /^Actions for/ }).click();
  await page.getByRole("menuitem", { name }).click();
};
const openTab = (name: string) => page.getByRole("tab", { name }).click();

describe("announcements", () => {
  /** How far what was drawn has moved since, in parts of the window; the browser's own count. */
  const movedIn = (seen: Page) =>
    seen.evaluate(`new Promise((done) => {
      let moved = 0;
      new PerformanceObserver((list) => {
        for (const entry of list.getEntries()) moved += entry.value;
      }).observe({ type: "layout-shift", buffered: true });
      setTimeout(() => done(moved), 300);
    })`);

  test("SA-033: an announcement is written with a preview, for everybody, and changed", async () => {
    await page.getByRole("button", { name: "New announcement" }).click();
    const form = dialog("New announcement");
    await form.getByLabel("Title", { exact: true }).fill("Maintenance on Sunday");
    await form.getByLabel("Type").selectOption("MAINTENANCE");
    await form
      .getByRole("textbox", { name: "Text", exact: true })
      .fill("We are **away** from 2 to 4.");
    await form
      .getByRole("region", { name: "Text" })
      .locator("strong", { hasText: "away" })
      .waitFor();
    await form.getByLabel("Show until (optional)").fill("2001-01-01T00:00");
    await form.getByText("The end must come after the start").waitFor();
    expect(await form.getByRole("button", { name: "Create" }).isEnabled()).toBe(false);
    await form.getByLabel("Show until (optional)").fill("");
    await form.getByRole("button", { name: "Create" }).click();
    await rowOf("Maintenance on Sunday").getByText("Showing").waitFor();
    await page.locator("[data-announcement=MAINTENANCE]").waitFor();
  });

  test.each(["/admin/users", "/admin/settings", "/"])(
    "SA-034: %s is drawn with it, and nothing moves down for it",
    async (path) => {
      const seen = await stage.open(path, { as: admin, language: "en" });
      await seen.locator("[data-announcement=MAINTENANCE]").waitFor();
      await seen.waitForLoadState("networkidle");
      expect(await movedIn(seen)).toBeLessThan(0.01);
      await seen.context().close();
    },
  );

  test("SA-034: people see it above every page and put it away for themselves; strangers at sign-in", async () => {
    await theirs.reload();
    const strip = theirs.locator("[data-announcement=MAINTENANCE]");
    await strip.locator("strong", { hasText: "away" }).waitFor();
    await theirs.goto(`${stage.server.url}/account`);
    await strip.waitFor();
    await strip.getByRole("button", { name: /^Dismiss “Maintenance on Sunday”/ }).click();
    await strip.waitFor({ state: "detached" });
    await theirs.reload();
    await theirs.getByRole("heading", { level: 1 }).waitFor();
    expect(await strip.count()).toBe(0);
    const stranger = await stage.open("/sign-in", { as: null, language: "en" });
    await stranger.locator("[data-announcement]", { hasText: "Maintenance on Sunday" }).waitFor();
    expect(await stranger.getByRole("button", { name: /^Dismiss/ }).count()).toBe(0);
    await stranger.context().close();

    await page.reload();
    await act(rowOf("Maintenance on Sunday"), "Edit");
    const form = dialog("Edit announcement");
    await form.getByText("1 person has dismissed it.").waitFor();
    await form.getByLabel("Show it again to people who dismissed it").check();
    await form.getByRole("button", { name: "Save" }).click();
    await form.waitFor({ state: "detached" });
    await theirs.reload();
    await strip.waitFor();
    await act(rowOf("Maintenance on Sunday"), "Delete");
    await dialog(/^Delete/)
      .getByRole("button", { name: "Delete" })
      .click();
    await page.getByText("No announcements yet").waitFor();
  });
});

describe("mails", () => {
  test("SA-032: a mail's text is edited with its variables, tried on oneself, and taken back", async () => {
    await openTab("E-mail templates");
    await page.getByLabel("Search by name, event or subject").fill("ROLE_CHANGED");
    await page.locator("main").getByLabel("Language", { exact: true }).selectOption("en");
    // One of two languages is left: the list was read anew.
    await expect.poll(() => rowOf("ROLE_CHANGED").count()).toBe(1);
    await act(rowOf("ROLE_CHANGED"), "Edit");
    const form = dialog(/^Edit/);
    await form.getByLabel("Subject", { exact: true }).fill("You are now ");
    await form.getByRole("button", { name: "Insert role" }).click();
    await form.getByRole("textbox", { name: "Body", exact: true }).fill("{{nobody}} did it.");
    await form.getByText("Variables this event doesn't have: nobody").waitFor();
    expect(await form.getByRole("button", { name: "Save" }).isEnabled()).toBe(false);
    await form.getByRole("textbox", { name: "Body", exact: true }).fill("{{by}} did it.");
    const preview = form.locator("[data-preview]");
    await preview.getByText("Bo Jones did it.").waitFor();
    await preview.getByText("You are now admin").waitFor();
    await preview.frameLocator("iframe").getByText("Bo Jones did it.").waitFor();
    await form.getByRole("button", { name: "Send a test to me" }).click();
    await page.getByText(/^Test sent to/).waitFor();
    const mailbox = await (await fetch(`${stage.server.url}/dev/mail`)).text();
    expect(mailbox).toContain("[Test] You are now admin");
    await form.getByRole("button", { name: "Save" }).click();
    await rowOf("ROLE_CHANGED").getByText("Edited").waitFor();
    await act(rowOf("ROLE_CHANGED"), "Reset to default");
    await dialog(/^Reset/)
      .getByRole("button", { name: "Reset to default" })
      .click();
    await rowOf("ROLE_CHANGED").getByText("Default", { exact: true }).waitFor();
  });
});

describe("alerts", () => {
  test("SA-031: an alert reads its value now, fires by the clock, tells its channel, and is silenced", async () => {
    await openTab("Alerts");
    await page.getByRole("button", { name: "Manage channels" }).click();
    const channels = dialog("Notification channels");
    await channels.getByLabel("Type").selectOption("WEBHOOK");
    await channels.getByLabel("Name").fill("Pager");
    await channels.getByLabel("URL (https)").fill(`${hook.url}/secret-path-of-the-hook`);
    await channels.getByRole("button", { name: "Add" }).click();
    await channels.getByRole("heading", { name: "Signing secret" }).waitFor();
    const item = channels.locator("[data-channel=WEBHOOK]");
    expect(await item.textContent()).not.toContain("secret-path");
    await item.getByRole("button", { name: "Test" }).click();
    await page.getByText("Delivered to “Pager” (HTTP 200)").waitFor();
    await page.keyboard.press("Escape");

    await page.getByRole("button", { name: "New alert" }).click();
    const form = dialog("New alert");
    await form.getByLabel("Alert", { exact: true }).fill("Nobody spends");
    await form.getByLabel("Condition").selectOption("BUDGET");
    await form.getByLabel("Comparison").selectOption("LTE");
    await form.getByLabel("Threshold").fill("1000");
    await form.locator("[data-now]", { hasText: "Now: $0" }).waitFor();
    await form.getByLabel("Pager (Webhook)").check();
    await form.getByRole("button", { name: "Create" }).click();
    await rowOf("Nobody spends").waitFor();

    const stopCron = startCron(stage.server.url, 200);
    await expect
      .poll(async () => {
        const { items } = await admin.json<{ items: { name: string; state: string }[] }>(
          "GET",
          "/admin/alerts",
        );
        return items.find((one) => one.name === "Nobody spends")?.state;
      })
      .toBe("firing");
    // Where it was not taken at once, it is tried again a minute or two later.
    await expect
      .poll(() => arrived.some((body) => body.includes('"kind":"fired"')), { timeout: 130_000 })
      .toBe(true);
    stopCron();
    await page.reload();
    await page.locator("nav").getByText("1 alert firing").waitFor();
    await rowOf("Nobody spends").getByRole("link").click();
    const panel = page.locator("[data-side-panel]");
    await panel.locator("[data-event=fired]").getByText("Pager: sent").waitFor();
    // On a phone nothing of it is cut: there is nothing to scroll sideways.
    const wide = page.viewportSize() ?? { width: 1280, height: 800 };
    await page.setViewportSize({ width: 390, height: 800 });
    const cut = await panel.evaluate((box) =>
      [...box.querySelectorAll("*")]
        .filter(
          (one) =>
            one.scrollWidth > one.clientWidth && getComputedStyle(one).overflowX !== "visible",
        )
        .map((one) => one.className),
    );
    expect(cut.filter((names) => !names.includes("sr-only"))).toEqual([]);
    await page.setViewportSize(wide);
    await act(rowOf("Nobody spends"), "Silence: 1 hour");
    await panel.getByText(/^Silenced until/).waitFor();
    await act(rowOf("Nobody spends"), "Delete");
    await dialog(/^Delete/)
      .getByRole("button", { name: "Delete" })
      .click();
    await rowOf("Nobody spends").waitFor({ state: "detached" });
  });
});
