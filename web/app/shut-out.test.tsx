/** What stands before everything else for whom the account was shut out. */
import { Route, Router } from "@solidjs/router";
import { cleanup, render, screen } from "@solidjs/testing-library";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { listProjects } from "#contract/project";
// Loaded before a test waits for it.
import "../account/Questions.tsx";
import "../ui/DialogFrame.tsx";
import "../screens/restricted/SuspendedScreen.tsx";
import { call } from "../client/call.ts";
import { whenSignedOut } from "../client/login.ts";
import { handleObstacles } from "../client/obstacles.ts";
import { setLanguage } from "../i18n/language.ts";
import { setTimeZone } from "../i18n/format.ts";
import { App } from "./App.tsx";
import { ask } from "./questions.ts";
import { type Held, setRefused } from "./session.ts";
import { open as maintenance } from "../testing/site.ts";

const until = "2099-03-01T00:00:00.000Z";
const held: Held = {
  kind: "suspended",
  until,
  reason: "a flood of requests",
  contact: ["- Hana (hana@example.com)"],
};

const asked: string[] = [];
let refusal: object = {};

beforeEach(() => {
  setLanguage("en");
  asked.length = 0;
});
afterEach(() => {
  cleanup();
  handleObstacles(null);
  whenSignedOut(async () => false);
  vi.unstubAllGlobals();
  setRefused(null);
});

/** The page at an address, freshly loaded, where the server says this of the browser's last sign-in. */
function open(address: string, told: Held | null): void {
  history.replaceState(null, "", address);
  const status = {
    me: null,
    held: told,
    auth_enabled: true,
    setup_required: false,
    providers: [],
    maintenance,
  };
  vi.stubGlobal("fetch", async (url: string) => {
    asked.push(url);
    if (url.includes("/auth/status")) return Response.json(status);
    if (url.includes("/auth/logout")) return new Response(null, { status: 204 });
    if (url.includes("/projects")) return Response.json({ error: refusal }, { status: 403 });
    return Response.json({ items: [] });
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

test.each([
  ["AUTH_011", "suspended", { until }],
  ["AUTH_003", "locked", { locked_by: "administrator" }],
  ["AUTH_026", "disabled", {}],
])(
  "an open page learns with what it calls next (%s) that it is %s; the rules are read all the same",
  async (code, kind, details) => {
    refusal = { code, message: "-", details: { ...details, reason: "seen" } };
    open("/sign-in", null);
    await screen.findByText("the page itself");
    await expect(call(listProjects)).rejects.toMatchObject({ code });
    await title(`Your account is ${kind}`);
    screen.getByText("Reason: seen");
    screen.getByRole("link", { name: "Rules of use" }).click();
    await screen.findByText("the page itself");
    await vi.waitFor(() => expect(here()).toBe("/rules"));
  },
);

test.each([
  ["whom to ask is named where the same is told of the browser's sign-in", until, 1],
  ["nobody is named where that is somebody else's", "2099-04-01T00:00:00.000Z", 0],
])("%s", async (_case, end, times) => {
  refusal = { code: "AUTH_011", message: "-", details: { until: end, reason: held.reason } };
  open("/sign-in", held);
  await screen.findByText("the page itself");
  await expect(call(listProjects)).rejects.toMatchObject({ code: "AUTH_011" });
  await title("Your account is suspended");
  const told = (count: number) =>
    vi.waitFor(() =>
      expect(asked.filter((url) => url.includes("/auth/status"))).toHaveLength(count),
    );
  await told(2);
  // Something else the page was asking for meanwhile is refused a little later.
  await expect(call(listProjects)).rejects.toMatchObject({ code: "AUTH_011" });
  await told(3);
  await new Promise((done) => setTimeout(done));
  expect(screen.queryAllByText("Hana (hana@example.com)")).toHaveLength(times);
});

test("what was asked over the page goes with it", async () => {
  refusal = { code: "AUTH_026", message: "-", details: { reason: "seen" } };
  open("/sign-in", null);
  await screen.findByText("the page itself");
  const answer = ask("sign_in");
  await screen.findByRole("dialog");
  await expect(call(listProjects)).rejects.toMatchObject({ code: "AUTH_026" });
  await title("Your account is disabled");
  expect(await answer).toBe(false);
  expect(screen.queryByRole("dialog")).toBeNull();
});

test("signing out there signs out, on the server too, and whoever comes next is asked to sign in", async () => {
  open("/p/1", held);
  await title("Your account is suspended");
  screen.getByRole("button", { name: "Sign out" }).click();
  await vi.waitFor(() => expect(here()).toBe("/sign-in"));
  expect(asked.some((url) => url.endsWith("/auth/logout"))).toBe(true);
  await screen.findByText("the page itself");
  expect(screen.queryByRole("heading")).toBeNull();
});

test("its end is said in one zone, the browser's own, which is named", async () => {
  setTimeZone("Asia/Tokyo");
  open("/p/1", held);
  await title("Your account is suspended");
  const zone = new Intl.DateTimeFormat("en", { timeZoneName: "short" })
    .formatToParts(new Date(until))
    .find(({ type }) => type === "timeZoneName")?.value;
  const time = screen.getByText(/It opens again automatically at/).textContent;
  expect(time).toContain(zone ?? "-");
  expect(time).not.toContain("GMT+9");
});
