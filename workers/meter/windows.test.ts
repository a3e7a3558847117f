import { expect, test } from "vitest";
import { roleLimits } from "#contract/limit";
import { effectiveLimits } from "./effective-limits.ts";
import { monthWindow, windowOf } from "./windows.ts";

const utc = (text: string) => Date.parse(`${text}Z`);

test("a day and a month are those of Japan, wherever the server is (T-15)", () => {
  const before = utc("2026-11-30T14:59:59.999");
  const after = utc("2026-11-30T15:00:00.000");
  expect(windowOf("calls_per_day", before)).toEqual({ key: "2026-11-30", ends_at: after });
  expect(windowOf("calls_per_day", after).key).toBe("2026-12-01");
  expect(monthWindow(before)).toEqual({ key: "2026-11", ends_at: after });
  expect(monthWindow(after)).toEqual({ key: "2026-12", ends_at: utc("2026-12-31T15:00:00") });
});

test("an hour and a minute end with the clock", () => {
  const at = utc("2026-11-21T03:17:42.123");
  expect(windowOf("messages_per_hour", at).ends_at).toBe(utc("2026-11-21T04:00:00"));
  expect(windowOf("session_creations_per_minute", at).ends_at).toBe(utc("2026-11-21T03:18:00"));
});

test("a person's own limit stands over the role's, null too; the rest follows the role", () => {
  const limits = effectiveLimits(roleLimits.user, [
    { kind: "calls_per_day", value: 9000 },
    { kind: "sessions_held", value: null },
  ]);
  expect(limits.calls_per_day).toEqual({ value: 9000, source: "user" });
  expect(limits.sessions_held).toEqual({ value: null, source: "user" });
  expect(limits.connections).toEqual({ value: roleLimits.user.connections, source: "role" });
});

test("the documents' limits (U-060, U-090, U-091, U-096)", () => {
  const of = (kind: keyof (typeof roleLimits)["user"]) =>
    (["guest", "user", "admin"] as const).map((role) => roleLimits[role][kind]);
  expect(of("calls_per_day")).toEqual([10, 500, 5000]);
  expect(of("messages_per_hour")).toEqual([5, 100, 500]);
  expect(of("connections")).toEqual([1, 3, 10]);
  expect(of("sessions_held")).toEqual([1, 10, null]);
  expect(roleLimits.user.session_creations_per_minute).toBe(10);
  expect(roleLimits.user.monthly_budget_micro_usd).toBe(100_000_000);
});
