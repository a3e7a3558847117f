import { cleanup, render, screen } from "@solidjs/testing-library";
import { afterEach, expect, test, vi } from "vitest";
import { setLanguage } from "../../i18n/language.ts";
import { FactorForAll } from "./FactorForAll.tsx";

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

function show(without: number, days: number) {
  setLanguage("en");
  vi.stubGlobal("fetch", async (input: RequestInfo | URL) =>
    Response.json(
      String(input instanceof Request ? input.url : input).includes("/admin/users")
        ? { items: [], statistics: { without_second_factor: without } }
        : { items: [{ key: "second_factor_grace_days", value: days }] },
    ),
  );
  render(() => <FactorForAll />);
}

test("who asks everybody for a second factor reads how many have none, and how long they have", async () => {
  show(3, 7);
  const text = (await screen.findByText(/set up two-factor authentication/)).textContent;
  expect(text).toContain("3 active users haven't set up two-factor authentication.");
  expect(text).toContain("at their next visit and have 7 days from then");
});

test("without days of grace it says so", async () => {
  show(1, 0);
  const text = (await screen.findByText(/set up two-factor authentication/)).textContent;
  expect(text).toContain("1 active user hasn't set up two-factor authentication.");
  expect(text).toContain("There is no grace period");
});
