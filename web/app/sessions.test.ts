import { createRoot } from "solid-js";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import type { SessionInfo } from "#contract/session";
import { setMe } from "./session.ts";
import {
  heardOfSession,
  keepSessionsFresh,
  leftSession,
  projectName,
  refreshSessions,
  sessions,
  sessionsOf,
  waitingSessions,
} from "./sessions.ts";

const at = "2026-01-01T00:00:00.000Z";
const project = "11111111-1111-4111-8111-111111111111";
const other = "22222222-2222-4222-8222-222222222222";
const user = "33333333-3333-4333-8333-333333333333";

const session = (id: string, over: Partial<SessionInfo> = {}): SessionInfo => ({
  id,
  project_id: project,
  user_id: user,
  title: id,
  model: "m",
  mode: "default",
  bypass_until: null,
  status: "active",
  run: "idle",
  message_count: 0,
  cost_micro_usd: 0,
  created_at: at,
  last_activity_at: at,
  archived_at: null,
  expires_at: at,
  ...over,
});

const settings = { title: "a", model: "m", mode: "default" as const, bypass_until: null };

/** What the server answers next, in order; the last one stays. */
let lists: (readonly SessionInfo[] | Promise<readonly SessionInfo[]>)[] = [];
const asked: string[] = [];

beforeEach(() => {
  asked.length = 0;
  vi.stubGlobal("fetch", async (address: string | URL | Request) => {
    const path = new URL(address instanceof Request ? address.url : address, location.origin);
    asked.push(path.pathname + path.search);
    if (path.pathname.endsWith("/projects")) {
      return Response.json({ items: [{ id: project, name: "shop" }] });
    }
    const next = lists.length > 1 ? lists.shift() : lists[0];
    return Response.json({ items: await next });
  });
  setMe({ id: user, name: "Hana", email: "h@x.example", role: "user" } as never);
});
afterEach(() => {
  leftSession();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

describe("what waits for an answer", () => {
  test("is counted over all projects, with their names", async () => {
    lists = [
      [session("a", { run: "waiting" }), session("b", { project_id: other, run: "waiting" })],
    ];
    await refreshSessions();
    expect(waitingSessions().map((one) => one.id)).toEqual(["a", "b"]);
    expect(projectName(project)).toBe("shop");
    expect(asked[0]).toMatch(/\/sessions$/);
  });

  test("the open session counts as its socket tells it, before any list does", async () => {
    lists = [[session("a")]];
    await refreshSessions();
    heardOfSession("a", { ...settings, title: "renamed" }, "waiting");
    expect(waitingSessions()).toMatchObject([{ id: "a", title: "renamed" }]);
    leftSession();
    expect(waitingSessions()).toEqual([]);
  });
});

describe("the list is asked for again", () => {
  test("a moment after the open session's run begins, waits or ends", async () => {
    lists = [[session("a")]];
    await refreshSessions();
    vi.useFakeTimers();
    heardOfSession("a", settings, "idle");
    heardOfSession("a", settings, "idle");
    await vi.advanceTimersByTimeAsync(1000);
    expect(asked).toHaveLength(1);
    heardOfSession("a", settings, "running");
    await vi.advanceTimersByTimeAsync(1000);
    expect(asked).toHaveLength(2);
  });

  test("every 20 s and on focus, but not while the page is hidden", async () => {
    vi.useFakeTimers();
    lists = [[]];
    const dispose = createRoot((end) => {
      keepSessionsFresh();
      return end;
    });
    await vi.advanceTimersByTimeAsync(20_000);
    expect(asked).toHaveLength(2);
    dispatchEvent(new Event("focus"));
    expect(asked).toHaveLength(3);
    vi.spyOn(document, "visibilityState", "get").mockReturnValue("hidden");
    await vi.advanceTimersByTimeAsync(60_000);
    expect(asked).toHaveLength(3);
    vi.restoreAllMocks();
    dispose();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(asked).toHaveLength(3);
  });
});

test("a late answer never replaces a newer one", async () => {
  let late: (items: SessionInfo[]) => void = () => {};
  lists = [new Promise((resolve) => (late = resolve)), [session("new")]];
  const first = refreshSessions();
  await refreshSessions();
  late([session("old")]);
  await first;
  expect(sessions()?.map((one) => one.id)).toEqual(["new"]);
});

test("who asked waits for the newest answer, so that what was just created is in the list", async () => {
  let newest: (items: SessionInfo[]) => void = () => {};
  lists = [[], new Promise((resolve) => (newest = resolve))];
  const first = refreshSessions();
  void refreshSessions();
  setTimeout(() => newest([session("created")]), 20);
  await first;
  expect(sessions()?.map((one) => one.id)).toEqual(["created"]);
});

test("a project shows its own sessions only; another person none of them", async () => {
  lists = [[session("a"), session("b", { project_id: other })]];
  await refreshSessions();
  createRoot((dispose) => {
    expect(sessionsOf(other)()?.map((one) => one.id)).toEqual(["b"]);
    dispose();
  });
  setMe(null);
  expect(sessions()).toBeNull();
});
