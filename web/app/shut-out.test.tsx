/** What stands before everything else for whom the account was shut out. */
import { Route, Router } from "@solidjs/router";
import { cleanup, render, screen } from "@solidjs/testing-library";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { listProjects } from "#contract/project";
// Loaded before a test waits for it.
import "../screens/restricted/SuspendedScreen.tsx";
import { call } from "../client/call.ts";
import { whenSignedOut } from "../client/login.ts";
import { handleObstacles } from "../client/obstacles.ts";
import { setLanguage } from "../i18n/language.ts";
import { App } from "./App.tsx";
import { type Held, setSuspension } from "./session.ts";

const until = "2099-03-01T00:00:00.000Z";
const held: Held = {
  kind: "suspended",
  until,
  reason: "a flood of requests",
  contact: ["- Hana (hana@example.com)"],
};

beforeEach(() => setLanguage("en"));
afterEach(() => {
  cleanup();
  handleObstacles(null);
  whenSignedOut(async () => false);
  vi.unstubAllGlobals();
  setSuspension(null);
});

/** The page at an address, freshly loaded, where the server says this of the browser's last sign-in. */
function open(address: string, told: Held | null): void {
  history.replaceState(null, "", address);
  const status = { me: null, held: told, auth_enabled: true, setup_required: false, providers: [] };
  const refused = { error: { code: "AUTH_011", message: "-", details: { until, reason: "seen" } } };
  vi.stubGlobal("fetch", async (url: string) => {
    if (url.includes("/auth/status")) return Response.json(status);
    if (url.includes("/projects")) return Response.json(refused, { status: 403 });
    return Response.json({ items: [], maintenance: null });
  });
  render(() => (
    <Router root={App}>
      <Route path="*" component={() => <p>the page itself</p>} />
    </Router>
  ));
}
const here = () => location.pathname + location.search;
const title = (name: string) => screen.findByRole("heading", { name });

test.each([
  ["suspended", "Your account is suspended"],
  ["locked", "Your account is locked"],
  ["disabled", "Your account is disabled"],
] as const)(
  "who reloads a page when %s reads so, until when, why and whom to ask",
  async (kind, name) => {
    open("/p/1", { ...held, kind });
    await title(name);
    for (const words of [/2099/, "Reason: a flood of requests", "Hana (hana@example.com)"]) {
      screen.getByText(words);
    }
    expect(here()).toBe("/p/1");
  },
);

test("somebody else signs in at the same browser", async () => {
  open("/sign-in", held);
  await screen.findByText("the page itself");
});

test("who was not signed in there is asked to sign in, and told nothing", async () => {
  open("/p/1", null);
  await screen.findByText("the page itself");
  await vi.waitFor(() => expect(here()).toBe("/sign-in?return=%2Fp%2F1"));
});

test("an open page learns of it with what it calls next; the rules are read all the same", async () => {
  open("/sign-in", null);
  await screen.findByText("the page itself");
  await expect(call(listProjects)).rejects.toMatchObject({ code: "AUTH_011" });
  await title("Your account is suspended");
  screen.getByText("Reason: seen");
  screen.getByRole("link", { name: "Rules of use" }).click();
  await screen.findByText("the page itself");
  await vi.waitFor(() => expect(here()).toBe("/rules"));
});
