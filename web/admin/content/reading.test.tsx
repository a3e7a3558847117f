import { MemoryRouter, Route } from "@solidjs/router";
import { cleanup, render, screen } from "@solidjs/testing-library";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { loadMe } from "../../app/session.ts";
import { setLanguage } from "../../i18n/language.ts";
import { ProjectPanel } from "../projects/ProjectPanel.tsx";
import { SessionPanel } from "../sessions/SessionPanel.tsx";
import { open as maintenance } from "../../testing/site.ts";

const at = "2026-03-01T00:00:00.000Z";
const owner = { id: "u1", name: "Hana", email: "hana@example.com", role: "user" };
const shared = { message_count: 1, cost_micro_usd: 0, created_at: at, last_activity_at: at };
const gone = { deleted_at: null, purged_at: null, archived_at: null };
const rows = {
  project: {
    id: "p1",
    name: "Inventory",
    status: "active",
    owner,
    members: [],
    member_count: 0,
    storage_used_bytes: 0,
    file_count: 0,
    session_count: 1,
    ...shared,
    ...gone,
  },
  session: {
    id: "s1",
    user: owner,
    project: { id: "p1", name: "Inventory" },
    model: "m",
    mode: "default",
    bypass_until: null,
    status: "active",
    run: "idle",
    connections: 0,
    calls: [],
    ...shared,
    ...gone,
  },
};
const panels = {
  project: () => <ProjectPanel id="p1" version={0} onClose={() => {}} onRead={() => {}} />,
  session: () => <SessionPanel id="s1" version={0} onClose={() => {}} onRead={() => {}} />,
};

beforeEach(() => setLanguage("en"));
const siteIs = (auth_enabled: boolean) => {
  vi.stubGlobal("fetch", async () => Response.json({ auth_enabled, me: null, maintenance }));
  return loadMe();
};

afterEach(async () => {
  cleanup();
  await siteIs(true);
  vi.unstubAllGlobals();
});

test.each([
  ["project", true],
  ["project", false],
  ["session", true],
  ["session", false],
] as const)(
  "the panel of a %s offers to break the glass where others are here, which is %s",
  async (kind, others) => {
    await siteIs(others);
    vi.stubGlobal("fetch", async () => Response.json(rows[kind]));
    render(() => (
      <MemoryRouter>
        <Route path="*" component={panels[kind]} />
      </MemoryRouter>
    ));
    await screen.findByRole("region", { name: /information$/ });
    expect(screen.queryAllByRole("button", { name: /^Read/ })).toHaveLength(others ? 1 : 0);
  },
);
