import { Route, Router } from "@solidjs/router";
import { cleanup, fireEvent, render, screen } from "@solidjs/testing-library";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { Account } from "#contract/account";
import { Banners } from "../../account/Banners.tsx";
import { loadMe, setMe } from "../../app/session.ts";
import { needsBanner } from "../../app/standing.ts";
import { setTimeZone } from "../../i18n/format.ts";
import { setLanguage } from "../../i18n/language.ts";
import { RestrictedScreen } from "./RestrictedScreen.tsx";
import { hana as me } from "../../testing/person.ts";
import { open as maintenance } from "../../testing/site.ts";

const account: Account = {
  id: me.id,
  email: me.email,
  pending_email: null,
  name: me.name,
  role: "user",
  language: "en",
  theme: "light",
  time_zone: "Asia/Tokyo",
  has_password: true,
  password_changed_at: null,
  password_old: false,
  identities: [],
  created_at: "2026-01-01T00:00:00.000Z",
};

const show = (what: () => ReturnType<typeof Banners>) =>
  render(() => (
    <Router>
      <Route path="*" component={what} />
    </Router>
  ));

beforeEach(() => {
  setLanguage("en");
  setTimeZone("Asia/Tokyo");
});
afterEach(() => {
  cleanup();
  setMe(null);
  vi.unstubAllGlobals();
});

test("who must enrol chooses a way, is asked for the password, and sees nothing else (T-27)", async () => {
  const asked: string[] = [];
  vi.stubGlobal("fetch", async (url: string, init: RequestInit) => {
    asked.push(`${init.method ?? "GET"} ${url} ${String(init.body ?? "")}`);
    if (url.endsWith("/account")) return Response.json(account);
    return Response.json({
      ticket: "t",
      secret: "ABCDEFGH",
      uri: "otpauth://totp/x?secret=ABCDEFGH",
    });
  });
  setMe({ ...me, restricted: "second_factor" });
  show(() => <RestrictedScreen what="second_factor" />);
  fireEvent.click(await screen.findByRole("button", { name: /Authenticator app/ }));
  fireEvent.input(screen.getByLabelText("Current password"), { target: { value: "secret" } });
  fireEvent.submit(screen.getByRole("button", { name: "Next" }).closest("form")!);
  await screen.findByRole("img", { name: "QR code for the authenticator app" });
  expect(asked.at(-1)).toBe('POST /api/v1/account/totp/begin {"password":"secret"}');
  // Nothing that would be refused is asked for meanwhile.
  expect(asked.filter((one) => /notices|sessions/.test(one))).toEqual([]);
});

test("while the codes are shown once, nothing takes them off the page unasked (T-27)", async () => {
  const answers: Readonly<Record<string, object>> = {
    begin: { ticket: "t", secret: "ABCDEFGH", uri: "otpauth://totp/x?secret=ABCDEFGH" },
    confirm: { recovery_codes: ["aaaa-bbbb"] },
    account: { ...account, has_password: false },
  };
  vi.stubGlobal("fetch", async (url: string) =>
    Response.json(answers[url.split("/").at(-1) ?? ""] ?? {}),
  );
  setMe({ ...me, restricted: "second_factor" });
  show(() => <RestrictedScreen what="second_factor" />);
  fireEvent.click(await screen.findByRole("button", { name: /Authenticator app/ }));
  const other = () => screen.queryByRole("button", { name: "Choose another method" });
  expect(other()).toBeTruthy();
  fireEvent.submit(screen.getByRole("button", { name: "Next" }).closest("form")!);
  const field = await screen.findByLabelText("Six-digit code");
  fireEvent.input(field, { target: { value: "123456" } });
  fireEvent.submit(screen.getByRole("button", { name: "Turn on" }).closest("form")!);
  await screen.findByText("aaaa-bbbb");
  expect(other()).toBeNull();
  const leaves = () => dispatchEvent(new Event("beforeunload", { cancelable: true }));
  expect(leaves()).toBe(false);
  fireEvent.click(screen.getByLabelText(/saved them/));
  expect(leaves()).toBe(true);
});

test("before that, the days left are told on every page, and there is no word where nothing is due", () => {
  expect(needsBanner(me)).toBe(false);
  const due = { ...me, second_factor_due: new Date(Date.now() + 3.5 * 86_400_000).toISOString() };
  expect(needsBanner(due)).toBe(true);
  setMe(due);
  show(() => <Banners />);
  expect(screen.getByText(/\(3 days left\)/)).toBeTruthy();
  expect(screen.getByRole("link", { name: "Set up" }).getAttribute("href")).toBe(
    "/account/security",
  );
});

test("a guest reads until when they stay, and how much they may send an hour and a day (U-018, U-090)", async () => {
  const guest_limits = { messages_per_hour: 5, calls_per_day: 10 };
  vi.stubGlobal("fetch", async () => Response.json({ guest_limits, me: null, maintenance }));
  await loadMe();
  setMe({ ...me, role: "guest", role_until: "2026-12-01T03:00:00.000Z" });
  show(() => <Banners />);
  expect(
    screen.getByText(
      "You're here as a guest until 12:00 PM, to look around. Messages: up to 5 an hour (counted anew on the hour), 10 a day.",
    ),
  ).toBeTruthy();
});

test("rights that end by themselves say when", () => {
  setMe({ ...me, role: "admin", role_until: "2026-12-01T03:00:00.000Z" });
  show(() => <Banners />);
  expect(screen.getByText(/administrator access.*Dec 1, 2026, 12:00 PM/)).toBeTruthy();
});
