import { createMemoryHistory, MemoryRouter, Route } from "@solidjs/router";
import { cleanup, fireEvent, render, screen } from "@solidjs/testing-library";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { setLanguage } from "../i18n/language.ts";
import { activitySpec } from "./activity/query.ts";
import { createLogQuery } from "./logs/log-query.ts";
import { PageArea } from "./PageArea.tsx";
import { createUrlQuery } from "./parts/url-query.ts";
import { peopleQuery } from "./people/query.ts";
import { securityQuery } from "./security/query.ts";
import { statisticsQuery } from "./statistics/query.ts";

beforeEach(() => setLanguage("en"));
afterEach(cleanup);

const queries = {
  users: () => createUrlQuery(peopleQuery),
  statistics: () => createUrlQuery(statisticsQuery),
  activity: () => createLogQuery(activitySpec),
  security: () => createUrlQuery(securityQuery),
};

function open(page: keyof typeof queries, search: string) {
  const history = createMemoryHistory();
  history.set({ value: `/admin/${page}${search}`, replace: true });
  const Page = () => {
    queries[page]();
    return <p>the page itself</p>;
  };
  const Area = () => (
    <PageArea page={page}>
      <Page />
    </PageArea>
  );
  render(() => (
    <MemoryRouter history={history}>
      <Route path="*" component={Area} />
    </MemoryRouter>
  ));
  return history;
}
const line = () => screen.queryByText(/^The link asks for/)?.textContent;

test.each([
  ["statistics", "?start_date=2026-13-40&end_date=2026-01-01", "start_date=2026-13-40"],
  ["statistics", "?start_date=abc", "start_date=abc"],
  ["statistics", "?period=quarter", "period=quarter"],
  ["statistics", "?tab=report&week=2999-01-01", "week=2999-01-01"],
  ["users", "?status=xyz&role=root", "role=root, status=xyz"],
  ["users", "?role=admin&role=user", "role=user"],
  ["users", "?sort_by=age&page=0", "sort_by=age, page=0"],
  ["activity", "?start_date=2026-02-31&has_error=yes", "start_date=2026-02-31, has_error=yes"],
  ["security", "?login_from=yesterday", "login_from=yesterday"],
] as const)("of %s%s the page says that %s is not shown", async (page, search, asked) => {
  open(page, search);
  await screen.findByText("the page itself");
  expect(line()).toBe(`The link asks for “${asked}”, which can't be read here. Shown without it.`);
});

test.each([
  ["users", "?status=locked&q=x&page=2&sort_order=asc"],
  ["statistics", "?start_date=2026-01-01&end_date=2026-02-01&period=custom"],
  ["activity", "?start_date=2026-02-01&end_date=2026-02-01T10:00Z"],
  // The field says it.
  ["users", "?inactive_days=abc"],
  ["users", "?status="],
] as const)("of %s%s nothing is said", async (page, search) => {
  open(page, search);
  await screen.findByText("the page itself");
  expect(line()).toBeUndefined();
});

test("what could not be read is taken out of the address, the rest stays", async () => {
  const history = open("users", "?status=xyz&role=admin&page=0");
  fireEvent.click(await screen.findByRole("button", { name: "Remove from the address" }));
  await vi.waitFor(() => expect(history.get()).toBe("/admin/users?role=admin"));
  expect(line()).toBeUndefined();
});
