import { MemoryRouter, Route } from "@solidjs/router";
import { cleanup, render, screen, within } from "@solidjs/testing-library";
import { afterEach, beforeEach, expect, onTestFinished, test, vi } from "vitest";
import type { ConsoleOverview, Notable } from "#contract/admin-overview";
import { loadMe } from "../../app/session.ts";
import { t } from "../../i18n/admin-overview.ts";
import { setLanguage } from "../../i18n/language.ts";
import { mattersOf } from "./matters.ts";
import { OverviewPage } from "./OverviewPage.tsx";
import { open as maintenance } from "../../testing/site.ts";

const at = "2026-03-01T00:00:00.000Z";
const wellThere = { at, is_late: false, down: [], jobs: [] };
const noneUsed = { storage: null, cost: null };

const overview: ConsoleOverview = {
  attention: {
    alerts: [{ id: "a1", name: "5xx", state_since: at, silenced_until: null }],
    requests: 2,
    violations: 0,
    findings: 0,
    suspended: 0,
    locked: 3,
    health: {
      at,
      is_late: false,
      down: ["durable_objects.meter"],
      jobs: [{ name: "statistics", state: "failing" }],
    },
  },
  today: {
    as_of: at,
    active_people: { today: 4, yesterday: 9 },
    requests: { today: 50, yesterday: 100 },
    server_errors: { today: 1, yesterday: 4 },
    error_rate_percentage: { today: 2, yesterday: 4 },
    refused_percentage: { today: 6, yesterday: 10 },
    p95_ms: { today: 80, yesterday: null },
  },
  cost: {
    today_micro_usd: 1_000_000,
    yesterday_micro_usd: 2_000_000,
    month_micro_usd: 40_000_000,
    last_month_micro_usd: 90_000_000,
    forecast_micro_usd: 120_000_000,
    budget_micro_usd: 100_000_000,
    used_percentage: 40,
    forecast_percentage: 120,
  },
  storage: null,
  sign_ins: { active: 12, today: 30 },
  notable: [],
};

beforeEach(() => setLanguage("en"));
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

const show = (answer: () => Response) => {
  vi.stubGlobal("fetch", async () => answer());
  render(() => (
    <MemoryRouter>
      <Route path="*" component={OverviewPage} />
    </MemoryRouter>
  ));
};

test("what is broken stands before what waits, and each leads to where it is dealt with", async () => {
  show(() => Response.json(overview));
  const part = await screen.findByRole("region", { name: t("attention") });
  const links = await within(part).findAllByRole("link");
  expect(links.map((link) => [link.textContent, link.getAttribute("href")])).toEqual([
    [expect.stringContaining("“5xx”"), "/admin/notifications/a1?tab=alerts"],
    [expect.stringContaining("Usage metering"), "/admin/support"],
    ["The scheduled job “statistics” is failing", "/admin/support"],
    [`${t("requests")}2`, "/admin/requests?status=pending"],
    [`${t("locked")}3`, "/admin/users?status=locked"],
  ]);
});

test("a site for one person is shown nothing that leads to pages it does not have", async () => {
  const siteIs = async (auth_enabled: boolean) => {
    vi.stubGlobal("fetch", async () => Response.json({ me: null, auth_enabled, maintenance }));
    await loadMe();
  };
  onTestFinished(() => siteIs(true));
  await siteIs(false);
  const attention = { ...overview.attention!, violations: 2, findings: 1, suspended: 1 };
  show(() => Response.json({ ...overview, attention }));
  const part = await screen.findByRole("region", { name: t("attention") });
  const links = await within(part).findAllByRole("link");
  expect(links.map((link) => link.getAttribute("href"))).toEqual([
    "/admin/notifications/a1?tab=alerts",
    "/admin/support",
    "/admin/support",
  ]);
  expect(document.querySelectorAll('a[href^="/admin/security"]')).toHaveLength(0);
});

test("what runs out is told of from 80 % on, and is broken from 100 % on", () => {
  const told = (stored: number, spent: number) =>
    mattersOf(
      { ...overview.attention!, alerts: [], locked: 0, health: wellThere },
      {
        storage: { total_bytes: 1, top: [], used_percentage: stored },
        cost: { ...overview.cost!, used_percentage: spent },
      },
    ).map(({ tone, text, href }) => [tone, text, href.split("?")[0]]);
  const asked = ["warn", t("requests"), "/admin/requests"];
  expect(told(79.9, 79.9)).toEqual([asked]);
  expect(told(80, 100.1)).toEqual([
    ["bad", "100.1% of this month's budget is spent", "/admin/statistics"],
    ["warn", "80% of the storage quota is used", "/admin/projects"],
    asked,
  ]);
});

test("an audit log that does not verify is said so, and leads to where it is verified", () => {
  const down = ["durable_objects.audit_chain"];
  const found = mattersOf({ ...overview.attention!, health: { ...wellThere, down } }, noneUsed);
  expect(found).toContainEqual({
    tone: "bad",
    text: t("auditBroken"),
    href: "/admin/audit/verify",
  });
});

test("where cron has stopped, that is said once; of many jobs it says how many", () => {
  const job = (n: number, state: "late" | "failing") => ({ name: `job ${n}`, state });
  const toldOf = (is_late: boolean, jobs: readonly ReturnType<typeof job>[]) =>
    mattersOf(
      {
        ...overview.attention!,
        alerts: [],
        requests: 0,
        locked: 0,
        health: { ...wellThere, is_late, jobs: [...jobs] },
      },
      noneUsed,
    ).map(({ text, count }) => [text, count]);
  const late = [1, 2, 3, 4].map((n) => job(n, "late"));
  expect(toldOf(true, [...late, job(5, "failing")])).toEqual([
    [t("late"), undefined],
    [t("jobFailing", { name: "job 5" }), undefined],
  ]);
  expect(toldOf(false, late)).toEqual([[t("jobs"), 4]]);
});

const noted = (id: string, of: Partial<Notable>): Notable => ({
  id,
  created_at: at,
  user_id: null,
  user_name: null,
  impersonator_id: null,
  impersonator_name: null,
  action: "LOCK",
  resource_type: "USER",
  resource_id: "u1",
  resource_name: "Bo",
  severity: "WARNING",
  result: "success",
  request_id: null,
  job_id: null,
  count: 1,
  count_is_least: false,
  ...of,
});

test("each card and row leads to a list or figure of just its range and filter", async () => {
  // Already the fifth in Japan.
  vi.useFakeTimers({ toFake: ["Date"], now: Date.parse("2026-03-04T20:00:00Z") });
  const project = { id: "p1", name: "big", owner_name: "Bo", bytes: 9, share_percentage: 90 };
  show(() =>
    Response.json({
      ...overview,
      today: { ...overview.today, as_of: "2026-03-04T19:59:50.000Z" },
      cost: { ...overview.cost, budget_micro_usd: null },
      storage: { total_bytes: 10, used_percentage: null, top: [project] },
      notable: [
        noted("a1", {}),
        noted("a2", { action: "DISABLE", count: 9, job_id: "j1", request_id: "r0" }),
        noted("a3", { action: "DELETE", resource_type: "PROJECT", count: 2, request_id: "r1" }),
        noted("a4", {
          resource_type: "SYSTEM_SETTING",
          action: "UPDATE",
          count: 3,
          request_id: "r2",
        }),
      ],
    }),
  );
  await screen.findByText("big");
  const leadsTo = (part: string) =>
    within(screen.getByRole("region", { name: part }))
      .getAllByRole("link")
      .map((link) => decodeURIComponent((link.getAttribute("href") ?? "").replaceAll("+", " ")));
  const day = "start_date=2026-03-04T15:00:00.000Z&end_date=2026-03-04T19:59:50.000Z";
  const month = "tab=costs&period=custom&start_date=2026-03-01&end_date=2026-03-05";
  const told = screen.getByRole("region", { name: t("today") }).textContent;
  expect(told).toContain("4 by this time yesterday (4%)");
  expect(told).toContain("9 all day yesterday");
  expect(leadsTo(t("today"))).toEqual([
    "/admin/statistics?period=day",
    "/admin/statistics?period=day",
    `/admin/activity?q=socket:no&${day}`,
    `/admin/activity?q=socket:no status:5xx -code:SERVER_004&${day}`,
    `/admin/activity?q=socket:no status:4xx&${day}`,
    "/admin/statistics?tab=latency&minutes=today",
  ]);
  expect(leadsTo(t("cost"))).toEqual([
    `/admin/statistics?${month}`,
    `/admin/statistics?${month}`,
    `/admin/statistics?${month}`,
    "/admin/settings?tab=GENERAL",
  ]);
  expect(leadsTo(t("storage"))).toEqual([
    "/admin/projects?sort_by=storage",
    "/admin/projects?sort_by=storage",
    "/admin/projects/p1?sort_by=storage",
  ]);
  expect(leadsTo(t("signIns"))).toEqual(["/admin/security", "/admin/security"]);
  const notable = leadsTo(t("notable"));
  expect(notable).toEqual([
    "/admin/audit?tab=all&q=action:ROLE_CHANGED",
    "/admin/audit?tab=all&q=action:INVITE severity:CRITICAL",
    "/admin/audit?tab=all&resource_type=SYSTEM_SETTING",
    "/admin/audit?tab=all&q=action:DELETE -severity:INFO",
    "/admin/audit?tab=all&q=action:PURGE",
    "/admin/audit/a1?tab=all",
    "/admin/audit/a2?tab=all&q=action:DISABLE j1",
    "/admin/audit/a3?tab=all&q=action:DELETE -severity:INFO request:r1",
    "/admin/audit/a4?tab=all&q=action:UPDATE resource:SYSTEM_SETTING request:r2",
  ]);
});

test("a part that could not be read says so by itself and is asked for again", async () => {
  let asked = 0;
  show(() => {
    asked++;
    return Response.json(
      asked === 1
        ? overview
        : { ...overview, storage: { total_bytes: 0, used_percentage: null, top: [] } },
    );
  });
  const storage = screen.getByRole("region", { name: t("storage") });
  expect((await within(storage).findByRole("alert")).textContent).toContain(t("failed"));
  expect(screen.getByRole("link", { name: t("signedIn") }).getAttribute("href")).toBe(
    "/admin/security",
  );
  within(storage).getByRole("button").click();
  await within(storage).findByText(t("noProjects"));
});

test("it asks anew every minute; without an answer the last one stands", async () => {
  vi.useFakeTimers({ toFake: ["setInterval", "clearInterval"] });
  let asked = 0;
  show(() => {
    asked++;
    const sign_ins = { active: asked * 100, today: 1 };
    return asked === 3
      ? new Response("gone", { status: 502 })
      : Response.json({ ...overview, sign_ins });
  });
  await screen.findByText("100");
  vi.advanceTimersByTime(60_000);
  await screen.findByText("200");
  vi.advanceTimersByTime(60_000);
  await vi.waitFor(() => expect(asked).toBeGreaterThanOrEqual(3));
  await new Promise((done) => setTimeout(done, 20));
  expect(screen.getByText("200")).toBeDefined();
});

test("where nothing waits and nothing is counted yet, it says so", async () => {
  const quiet = {
    alerts: [],
    requests: 0,
    violations: 0,
    findings: 0,
    suspended: 0,
    locked: 0,
    health: { at: null, is_late: false, down: [], jobs: [] },
  };
  show(() =>
    Response.json({ ...overview, attention: quiet, today: { ...overview.today, as_of: null } }),
  );
  await screen.findByText(t("nothing"));
  await screen.findByText(t("notYet"));
  await screen.findByText(t("notableNone"));
});

test("violations of the last day lead to a list of just those", () => {
  const nothing = { alerts: [], requests: 0, findings: 0, suspended: 0, locked: 0 };
  const health = { at: null, is_late: false, down: [], jobs: [] };
  const [matter] = mattersOf({ ...nothing, violations: 1, health }, noneUsed);
  expect(matter).toMatchObject({ count: 1, href: "/admin/security?tab=violations&state=recent" });
});
