import { cleanup, fireEvent, render, screen } from "@solidjs/testing-library";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { Maintenance } from "#contract/maintenance";
import { setMe } from "../../app/session.ts";
import { setLanguage } from "../../i18n/language.ts";
import { MaintenanceState } from "./MaintenanceState.tsx";
import { hana } from "../../testing/person.ts";

const forADay = { ...hana, role: "admin" as const, role_until: "2099-01-01T00:00:00.000Z" };

const open: Maintenance = {
  active: false,
  starts_at: null,
  ends_at: null,
  message: "",
  allow_admin_access: true,
  version: "1",
};

const box = (now: Maintenance) => {
  render(() => <MaintenanceState now={now} items={[]} onChanged={async () => {}} />);
  return screen.getByRole<HTMLInputElement>("checkbox");
};

beforeEach(() => {
  setLanguage("en");
  setMe(forADay);
});
afterEach(() => {
  cleanup();
  setMe(null);
});

test("who closes the site for a day reads when it opens by itself (U-140)", async () => {
  fireEvent.click(box(open));
  expect((await screen.findByText(/It reopens by itself/)).textContent).toContain(
    "administrator access",
  );
});

test("beside a plan an administrator for a day closes nothing, and reads why", () => {
  const planned = { ...open, starts_at: "2099-02-01T00:00:00.000Z" };
  expect(box(planned).disabled).toBe(true);
  expect(screen.getByText(/call that off before/).textContent).toContain("temporary");
  cleanup();
  setMe({ ...forADay, role_until: null });
  expect(box(planned).disabled).toBe(false);
});
