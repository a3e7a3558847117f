import { Route, Router } from "@solidjs/router";
import { cleanup, fireEvent, render, screen } from "@solidjs/testing-library";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { Account } from "#contract/account";
import type { Me } from "#contract/auth";
import { Banners } from "../../account/Banners.tsx";
import { setMe } from "../../app/session.ts";
import { needsBanner } from "../../app/standing.ts";
import { setTimeZone } from "../../i18n/format.ts";
import { setLanguage } from "../../i18n/language.ts";
import { RestrictedScreen } from "./RestrictedScreen.tsx";

vi.hoisted(() => {
  // jsdom has none; the theme asks it when it is loaded.
  window.matchMedia ??= ((media: string) => ({
    media,
    matches: false,
    addEventListener: () => {},
    removeEventListener: () => {},
  })) as unknown as typeof window.matchMedia;
});

const me: Me = {
  id: "11111111-1111-4111-8111-111111111111",
  email: "hana@example.com",
  name: "Hana",
  role: "user",
  role_until: null,
  language: "en",
  theme: "light",
  time_zone: "Asia/Tokyo",
  second_factors: [],
  second_factor_due: null,
  restricted: null,
  expires_at: "2099-01-01T00:00:00.000Z",
};
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
  await screen.findByRole("img", { name: "QR code for the authenticator" });
  expect(asked.at(-1)).toBe('POST /api/v1/account/totp/begin {"password":"secret"}');
  // Nothing that would be refused is asked for meanwhile.
  expect(asked.filter((one) => /notices|sessions/.test(one))).toEqual([]);
});

test("before that, the days left are told on every page, and there is no word where nothing is due", () => {
  expect(needsBanner(me)).toBe(false);
  const due = { ...me, second_factor_due: new Date(Date.now() + 3.5 * 86_400_000).toISOString() };
  expect(needsBanner(due)).toBe(true);
  setMe(due);
  show(() => <Banners />);
  expect(screen.getByText(/\(3 days left\)/)).toBeTruthy();
  expect(screen.getByRole("link", { name: "Set it up" }).getAttribute("href")).toBe(
    "/account/security",
  );
});

test("rights that end by themselves say when", () => {
  setMe({ ...me, role: "admin", role_until: "2026-12-01T03:00:00.000Z" });
  show(() => <Banners />);
  expect(screen.getByText(/administrator's rights.*Dec 1, 2026, 12:00 PM/)).toBeTruthy();
});
