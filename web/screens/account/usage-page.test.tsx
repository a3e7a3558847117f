import { Route, Router } from "@solidjs/router";
import { cleanup, render, screen } from "@solidjs/testing-library";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { OutputOf } from "#contract/endpoint";
import type { getUsage } from "#contract/usage";
import { loadMe } from "../../app/session.ts";
import { setTimeZone } from "../../i18n/format.ts";
import { setLanguage } from "../../i18n/language.ts";
import { UsagePage } from "./UsagePage.tsx";
import { open as maintenance } from "../../testing/site.ts";

const usage: OutputOf<typeof getUsage> = {
  limits: [],
  key_limits: [],
  month: {
    key: "2026-11",
    spent_micro_usd: 0,
    reserved_micro_usd: 0,
    budget_micro_usd: 1_000_000,
    state: "ok",
    free_model: false,
    smallest_call_micro_usd: 0,
    resets_at: "2099-01-01T00:00:00.000Z",
  },
};

beforeEach(() => {
  setLanguage("en");
  setTimeZone("Asia/Tokyo");
});
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

const show = async (auth_enabled: boolean, month: Partial<(typeof usage)["month"]> = {}) => {
  const found = { ...usage, month: { ...usage.month, ...month } };
  vi.stubGlobal("fetch", async (url: string) => {
    if (url.includes("/auth/status")) return Response.json({ auth_enabled, me: null, maintenance });
    return Response.json(url.includes("costs") ? { items: [], total_micro_usd: 0 } : found);
  });
  await loadMe();
  render(() => (
    <Router>
      <Route path="*" component={UsagePage} />
    </Router>
  ));
  await screen.findByText("November 2026");
};

const asksForMore = async (auth_enabled: boolean) => {
  await show(auth_enabled);
  return screen.queryByRole("link", { name: "Request more" }) !== null;
};

test("a larger budget is asked for where there is somebody to ask", async () => {
  expect(await asksForMore(true)).toBe(true);
});

test("who is alone on a site is led to no page that is not there", async () => {
  expect(await asksForMore(false)).toBe(false);
});

test.each([
  [
    { spent_micro_usd: 16_230_000, state: "paused", smallest_call_micro_usd: 180_000 },
    /^What is left of your budget \(\$0\.15\) doesn't cover the next call \(at least \$0\.18, reserved/,
  ],
  [{ spent_micro_usd: 16_380_000, state: "paused" }, /^Your monthly budget is used up/],
  [
    { spent_micro_usd: 14_742_000, state: "warning" },
    /^You have used 90% of your budget\. .* doesn't cover the next call, at 100% at the latest/,
  ],
  [
    { spent_micro_usd: 16_380_000, state: "paused", free_model: true },
    /used up, so calls that cost money are paused until .*\. Models that cost nothing go on\.$/,
  ],
  [
    {
      spent_micro_usd: 16_230_000,
      state: "paused",
      smallest_call_micro_usd: 180_000,
      free_model: true,
    },
    /at least \$0\.18, .* so calls that cost money are paused until .* go on\.$/,
  ],
  [
    { spent_micro_usd: 14_742_000, state: "warning", free_model: true },
    /^You have used 90% of your budget\. Calls that cost money pause when/,
  ],
] as const)("the page says why it pauses, and when it will (U-097): %o", async (month, words) => {
  await show(true, { budget_micro_usd: 16_380_000, ...month });
  screen.getByText(words);
});

test("what is left of a small budget is neither all of it nor what the next call takes (U-097)", async () => {
  const small = { budget_micro_usd: 14_596, spent_micro_usd: 13_878, state: "paused" } as const;
  await show(true, { ...small, smallest_call_micro_usd: 952 });
  screen.getByText("$0.01388 of $0.0146");
  screen.getByText(/budget \(\$0\.000718\) .* \(at least \$0\.000952,/);
});

test.each([
  [true, "Free models only"],
  [false, "Paused"],
])("a pause stops all there is only where nothing is free (%s)", async (free_model, words) => {
  await show(true, { spent_micro_usd: 1_000_000, state: "paused", free_model });
  screen.getByText(words);
});
