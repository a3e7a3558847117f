import { MemoryRouter, Route } from "@solidjs/router";
import { cleanup, fireEvent, render, screen, waitFor } from "@solidjs/testing-library";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { SettingItem } from "#contract/admin-setting";
import type { Maintenance } from "#contract/maintenance";
import { setLanguage } from "../../i18n/language.ts";
import { PlanForm } from "./PlanForm.tsx";
import { toInstant } from "./zone-time.ts";

const open: Maintenance = {
  active: false,
  starts_at: null,
  ends_at: null,
  message: "",
  allow_admin_access: true,
  version: "seen",
};
const times = { starts_at: "2099-02-01T00:00:00.000Z", ends_at: "2099-02-01T02:00:00.000Z" };

const item = (key: string, value: unknown) =>
  ({ category: "MAINTENANCE", key, value, updated_at: null }) as SettingItem;
const stored = (of: { starts_at: string | null; ends_at: string | null }) => [
  item("maintenance_starts_at", of.starts_at),
  item("maintenance_ends_at", of.ends_at),
  item("allow_admin_access", true),
];

const asked: { url: string; body: unknown }[] = [];
let answer: () => Response;
const changed = vi.fn<() => Promise<void>>(async () => {});

beforeEach(() => {
  setLanguage("en");
  asked.length = 0;
  changed.mockClear();
  answer = () => Response.json(open);
  vi.stubGlobal("fetch", async (url: string, init?: RequestInit) => {
    asked.push({ url, body: JSON.parse(String(init?.body ?? "null")) });
    return answer();
  });
});
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

const show = (now: Maintenance, items = stored(now)) =>
  render(() => (
    <MemoryRouter>
      <Route
        path="*"
        component={() => (
          <PlanForm
            now={now}
            items={items.filter(({ value }) => value !== null)}
            onChanged={changed}
          />
        )}
      />
    </MemoryRouter>
  ));
const press = (name: string, at = -1) => {
  const found = screen.getAllByRole("button", { name });
  fireEvent.click(found.at(at)!);
};

test("what runs is prolonged: its end stands in the field, and only that is sent (SA-021)", async () => {
  const begun = { starts_at: "2026-01-01T00:00:00.000Z", ends_at: times.ends_at };
  show({ ...open, active: true, ...begun });
  const ends = screen.getByLabelText<HTMLInputElement>("End");
  expect(toInstant(ends.value)).toBe(times.ends_at);
  expect(screen.queryByLabelText("Start")).toBeNull();
  fireEvent.input(ends, { target: { value: "2099-02-01T15:00" } });
  press("Change the end");
  await screen.findByText(/stays closed until/);
  press("Change the end");
  await waitFor(() => expect(changed).toHaveBeenCalled());
  expect(asked.map(({ body }) => body)).toEqual([
    { ends_at: toInstant("2099-02-01T15:00"), version: "seen" },
  ]);
});

test("a plan is there beside a site closed by hand, and calling it off says what was seen", async () => {
  show({ ...open, active: true }, stored(times));
  expect(toInstant(screen.getByLabelText<HTMLInputElement>("Start").value)).toBe(times.starts_at);
  answer = () => Response.json({ error: { code: "EDIT_001", message: "no" } }, { status: 412 });
  press("Cancel maintenance");
  await screen.findByText(/will not take place/);
  press("Cancel maintenance");
  await screen.findByRole("alert");
  expect(asked.map(({ url }) => new URL(url, "https://x").search)).toEqual([
    "?call_off=true&version=seen",
  ]);
  // The refusal is read before the page shows what is there now.
  expect(changed).not.toHaveBeenCalled();
});
