import { MemoryRouter, Route, createMemoryHistory } from "@solidjs/router";
import { cleanup, render, screen } from "@solidjs/testing-library";
import { afterEach, beforeEach, expect, test } from "vitest";
import { setLanguage } from "../../i18n/language.ts";
import { createUrlQuery } from "../parts/url-query.ts";
import { PeriodPicker } from "./PeriodPicker.tsx";
import { statisticsQuery } from "./query.ts";

beforeEach(() => setLanguage("en"));
afterEach(cleanup);

function open(address: string) {
  const history = createMemoryHistory();
  history.set({ value: `/admin/statistics${address}`, replace: true });
  render(() => (
    <MemoryRouter history={history}>
      <Route path="*" component={() => <PeriodPicker query={createUrlQuery(statisticsQuery)} />} />
    </MemoryRouter>
  ));
}

test("an address with days alone is a period of one's own, and says so", async () => {
  open("?start_date=2026-01-01&end_date=2026-11-22");
  expect(await screen.findByLabelText("From")).toHaveProperty("value", "2026-01-01");
  expect(screen.getByLabelText("To")).toHaveProperty("value", "2026-11-22");
});

test("dates there are not leave the usual period in the picker", async () => {
  open("?start_date=2026-13-40&end_date=abc");
  expect(await screen.findByLabelText("Period")).toHaveProperty("value", "month");
  expect(screen.queryByLabelText("From")).toBeNull();
});
