import { expect, test } from "vitest";
import { askerHolds, type Asker } from "./asker.ts";

const now = 1_800_000_000_000;
const at = (offset: number) => new Date(now + offset);
const byKey: Asker = { key_id: "k", login_id: null };
const byLogin: Asker = { key_id: null, login_id: "l" };

type Found = Parameters<typeof askerHolds>[1];

const found = (part: {
  key?: Partial<NonNullable<Found["key"]>>;
  login?: Partial<NonNullable<Found["login"]>>;
  changed?: Date;
  ended?: Date;
}): Found =>
  ({
    account: { passwordChangedAt: part.changed ?? null, loginsEndedAt: part.ended ?? null },
    key: part.key ? { revokedAt: null, expiresAt: null, ...part.key } : null,
    login: part.login
      ? { isActive: true, logoutAt: null, logoutReason: null, ...part.login }
      : null,
  }) as Found;

const out = { isActive: false, logoutAt: at(-5) };

test.each<[string, boolean, Asker, Found]>([
  ["a live key", true, byKey, found({ key: { expiresAt: at(1) } })],
  ["a revoked key", false, byKey, found({ key: { revokedAt: at(-1) } })],
  ["a key whose time is over", false, byKey, found({ key: { expiresAt: at(0) } })],
  ["a key nobody knows", false, byKey, found({})],
  ["a sign-in", true, byLogin, found({ login: {} })],
  ["one whose day is over", true, byLogin, found({ login: { expiresAt: at(-1) } })],
  ["one left too long", true, byLogin, found({ login: { lastActivityAt: at(-1e9) } })],
  ["one its person ended", true, byLogin, found({ login: { ...out, logoutReason: "MANUAL" } })],
  ["one forced out", false, byLogin, found({ login: { ...out, logoutReason: "FORCED" } })],
  [
    "one its person ended before choosing a new password",
    false,
    byLogin,
    found({ login: { ...out, logoutReason: "MANUAL" }, changed: at(-4) }),
  ],
  [
    "one its person ended after choosing it",
    true,
    byLogin,
    found({ login: { ...out, logoutReason: "MANUAL" }, changed: at(-6) }),
  ],
  [
    "one its person ended before ending all of them",
    false,
    byLogin,
    found({ login: { ...out, logoutReason: "MANUAL" }, ended: at(-4) }),
  ],
  [
    "one that was kept then, and its person ended after",
    true,
    byLogin,
    found({ login: { ...out, logoutReason: "MANUAL" }, ended: at(-6) }),
  ],
  ["one that was kept then", true, byLogin, found({ login: {}, ended: at(-4) })],
  ["a sign-in nobody knows", false, byLogin, found({})],
  ["neither", true, { key_id: null, login_id: null }, found({})],
])("work goes on by %s: %s (T-02)", (_what, holds, asker, rows) => {
  expect(askerHolds(asker, rows, now)).toBe(holds);
});
