import { Route, Router } from "@solidjs/router";
import { cleanup, fireEvent, render, screen, waitFor, within } from "@solidjs/testing-library";
import { createSignal } from "solid-js";
import { afterEach, beforeEach, expect, test } from "vitest";
// Loaded before a test waits for it.
import "../ui/DialogFrame.tsx";
import { setLanguage } from "../i18n/language.ts";
import { AdminMenu } from "./AdminMenu.tsx";
import type { PageName } from "./page.ts";

const [page, setPage] = createSignal<PageName>("activity");
const here = () => location.pathname + location.search;

beforeEach(() => {
  setLanguage("en");
  setPage("activity");
  history.replaceState(null, "", "/admin/activity?status=5xx");
  render(() => (
    <Router>
      <Route path="*" component={() => <AdminMenu page={page()} />} />
    </Router>
  ));
});
afterEach(cleanup);

const button = () => screen.getByRole("button", { name: /Open the admin menu/ });

test("the overview comes first, then the sections of A-141", () => {
  const menu = screen.getByRole("navigation", { name: "Admin menu" });
  expect(
    within(menu)
      .getAllByRole("heading")
      .map((one) => one.textContent),
  ).toEqual(["Home", "System", "Monitoring", "Operations"]);
  expect(within(menu).getAllByRole("link")[0]?.getAttribute("href")).toBe("/admin");
});

test("each page that is chosen is a step to go back to", async () => {
  const steps = history.length;
  fireEvent.click(screen.getByRole("link", { name: "Audit log" }));
  await waitFor(() => expect(here()).toBe("/admin/audit"));
  expect(history.length).toBe(steps + 1);
});

test("each section of the document has its pages, in its order, and ours behind them (decision 26)", () => {
  const pagesOf = (section: string) =>
    within(screen.getByRole("region", { name: section }))
      .getAllByRole("link")
      .map((link) => link.getAttribute("href")?.replace("/admin/", ""));
  expect(pagesOf("System")).toEqual(["users", "roles", "masters", "prices", "requests"]);
  expect(pagesOf("Monitoring")).toEqual([
    "statistics",
    "activity",
    "audit",
    "projects",
    "sessions",
  ]);
  expect(pagesOf("Operations")).toEqual([
    "settings",
    "notifications",
    "security",
    "bulk",
    "data",
    "support",
  ]);
});

test("on a phone a button says where one is and opens the list there; Escape closes it and gives the focus back", async () => {
  expect(button().getAttribute("aria-expanded")).toBe("false");
  expect(button().textContent).toContain("now: Activity");
  button().focus();
  fireEvent.click(button());
  const dialog = await screen.findByRole("dialog", { name: "Admin menu" });
  const here = within(dialog).getByRole("link", { name: "Activity" });
  expect(here.getAttribute("aria-current")).toBe("page");
  await waitFor(() => expect(document.activeElement).toBe(here));
  fireEvent.keyDown(here, { key: "Escape" });
  await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
  await waitFor(() => expect(document.activeElement).toBe(button()));
});

test("who chooses a page sees it: the list closes", async () => {
  fireEvent.click(button());
  const dialog = await screen.findByRole("dialog", { name: "Admin menu" });
  fireEvent.click(within(dialog).getByRole("link", { name: "Audit log" }));
  await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
  await waitFor(() => expect(here()).toBe("/admin/audit"));
  // The menu was no page to go back to.
  history.back();
  await waitFor(() => expect(here()).toBe("/admin/activity?status=5xx"));
  expect(screen.queryByRole("dialog")).toBeNull();
});

test("Back closes the list and stays on the page", async () => {
  fireEvent.click(button());
  await screen.findByRole("dialog", { name: "Admin menu" });
  history.back();
  await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
  expect(here()).toBe("/admin/activity?status=5xx");
  await waitFor(() => expect(document.activeElement).toBe(button()));
});
