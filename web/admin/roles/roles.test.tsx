import { MemoryRouter, Route } from "@solidjs/router";
import { cleanup, render, screen, within } from "@solidjs/testing-library";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { roleMatrix } from "#contract/role-matrix";
import { setLanguage } from "../../i18n/language.ts";
import { RolesPage } from "./RolesPage.tsx";

const setting = (key: string, value: number | null) => ({ key, value });

beforeEach(() => {
  setLanguage("en");
  const items = [
    setting("guest_sessions_held", 1),
    setting("user_sessions_held", 25),
    setting("admin_sessions_held", null),
    setting("guest_storage_mb", 0),
    setting("user_storage_mb", 2048),
    setting("user_monthly_budget_usd", 12.5),
  ];
  vi.stubGlobal("fetch", async () => Response.json({ category: "GENERAL", items }));
  render(() => (
    <MemoryRouter>
      <Route path="*" component={RolesPage} />
    </MemoryRouter>
  ));
});
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

const cellsOf = async (table: string, row: string) => {
  const found = await screen.findByRole("table", { name: table });
  const cells = within(within(found).getByRole("row", { name: (name) => name.startsWith(row) }));
  return cells.getAllByRole("cell").map((cell) => cell.textContent);
};

test("what each role may stands there as the contract has it (U-062)", async () => {
  for (const { en } of roleMatrix) expect(await cellsOf("Permissions", en)).toHaveLength(3);
  expect(await cellsOf("Permissions", "Delete sessions")).toEqual(["No", "Their own", "All"]);
  expect(await cellsOf("Permissions", "Run Bash")).toEqual(["No", "Restricted", "Yes"]);
});

test("on a phone each value says whose it is", async () => {
  const row = await screen.findByRole("row", { name: (name) => name.startsWith("Run Bash") });
  const said = within(row).getAllByRole("cell");
  expect(said.map((cell) => cell.dataset["label"])).toEqual(["Guest", "User", "Administrator"]);
});

test("numbers are the site's own, not those it began with", async () => {
  expect(await cellsOf("Permissions", "Create sessions")).toEqual(["Up to 1", "Up to 25", "Yes"]);
  expect(await cellsOf("Limits by role", "Sessions kept")).toEqual(["1", "25", "No limit"]);
  expect((await cellsOf("Limits by role", "Storage"))[1]).toBe("2 GB");
  expect((await cellsOf("Limits by role", "Monthly budget"))[1]).toBe("$12.50");
});
