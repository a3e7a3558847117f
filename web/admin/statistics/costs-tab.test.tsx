import { MemoryRouter, Route } from "@solidjs/router";
import { cleanup, render, screen } from "@solidjs/testing-library";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { setLanguage } from "../../i18n/language.ts";
import { CostsTab } from "./CostsTab.tsx";

beforeEach(() => setLanguage("en"));
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

test("the budget stands beside this month, before what is longer ago", async () => {
  const days = { start_date: "2026-03-01", end_date: "2026-03-30", step: "day" };
  const before = { previous_start_date: "2026-02-01", previous_end_date: "2026-02-28" };
  const costs = {
    as_of: "2026-03-30T00:00:00.000Z",
    range: { ...days, ...before },
    points: [],
    totals: { cost_micro_usd: 0, calls: 0 },
    previous: { cost_micro_usd: 0, calls: 0 },
    month_to_date_micro_usd: 5_000_000,
    last_month_micro_usd: 0,
    year_to_date_micro_usd: 0,
    lifetime_micro_usd: 0,
    forecast: { month_end_micro_usd: null, from_days: 0 },
    budget: { month_micro_usd: 10_000_000, used_percentage: 50, forecast_percentage: null },
    by_model: [],
  };
  const none = { items: [], total: 0, page: 1, limit: 20, total_pages: 0 };
  vi.stubGlobal("fetch", async (url: string) =>
    Response.json(/\/costs(\?|$)/.test(url) ? costs : none),
  );
  const { container } = render(() => (
    <MemoryRouter>
      <Route path="*" component={() => <CostsTab range={{ period: "month" }} />} />
    </MemoryRouter>
  ));
  await screen.findByText("Budget this month");
  const labels = [...container.querySelectorAll("dl dt")].map((one) => one.textContent);
  expect(labels.slice(0, 2)).toEqual(["This month", "Budget this month"]);
});
