import { expect, test } from "vitest";
import { activityFields, parseLogQuery } from "#contract/log-query";
import { activityOf, requests } from "./activity-link.ts";

const days = { start_date: "2026-11-20", end_date: "2026-11-21" };

test("a failing address leads to the requests that failed there, within the site's days", () => {
  const asked = { route: "/projects/:id", method: "GET", status: "500", code: "" };
  const search = new URL(activityOf(asked, days, "2026-11-22T00:00:00.000Z"), "https://x")
    .searchParams;
  expect(search.get("q")).toBe('route:"/projects/:id" method:GET status:500');
  expect([search.get("start_date"), search.get("end_date")]).toEqual([
    "2026-11-19T15:00:00.000Z",
    "2026-11-21T14:59:59.999Z",
  ]);
  const { terms, problems } = parseLogQuery(activityFields, search.get("q") ?? "");
  expect(problems).toEqual([]);
  expect(terms.map(({ field, value }) => [field, value])).toEqual([
    ["route", "/projects/:id"],
    ["method", "GET"],
    ["status", "500"],
  ]);
});

test("the figures of requests lead to what is no socket, also where a file's path looks like one", () => {
  const href = activityOf({ ...requests, status: "5xx" }, days, null);
  const q = new URL(href, "https://x").searchParams.get("q");
  expect(q).toBe("socket:no status:5xx -code:SERVER_004");
  expect(parseLogQuery(activityFields, q ?? "").problems).toEqual([]);
});

test("a day that runs leads to what its figure counts, not to what has come since", () => {
  const counted = "2026-11-21T03:00:20.000Z";
  const search = new URL(activityOf(requests, days, counted), "https://x").searchParams;
  expect(search.get("end_date")).toBe(counted);
});
