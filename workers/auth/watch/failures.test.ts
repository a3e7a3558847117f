import { expect, test } from "vitest";
import { lookAtFailures, lookAtRevokedKey, type Failure } from "./failures.ts";

const times = <T>(count: number, make: (n: number) => T): T[] =>
  Array.from({ length: count }, (_, n) => make(n));

const of = (userId: string | null, ip: string | null = "203.0.113.7"): Failure => ({ userId, ip });

const found = (failures: readonly Failure[], successes = 0) =>
  lookAtFailures(
    failures,
    times(successes, () => ({ ip: "203.0.113.99" })),
  ).map(({ kind, severity }) => `${kind}: ${severity}`);

test.each<[string, readonly Failure[], number, string[]]>([
  ["nobody failed", [], 0, []],
  ["somebody forgot a password", times(9, () => of("a")), 0, []],
  ["somebody tries on and on", times(10, () => of("a")), 0, ["many_failures: medium"]],
  [
    "one account, tried from everywhere",
    times(12, (n) => of("a", `198.51.${n}.1`)),
    0,
    ["many_failures: high"],
  ],
  [
    "a script on one account",
    times(40, () => of("a")),
    0,
    ["many_failures: high", "address_failures: medium"],
  ],
  ["Monday morning behind one office address", times(60, (n) => of(`p${n}`)), 400, []],
  ["one address, many accounts", times(8, (n) => of(`p${n}`)), 0, ["password_spraying: high"]],
  [
    "one of them had the password",
    times(16, (n) => of(`p${n % 8}`)),
    1,
    ["password_spraying: high"],
  ],
  ["a training room that mistypes", times(12, (n) => of(`p${n}`)), 10, []],
  ["addresses nobody has", times(20, () => of(null)), 0, ["password_spraying: high"]],
  ["a machine of one's own has no address", times(50, () => of(null, null)), 0, []],
  [
    "few accounts, many tries each",
    times(36, (n) => of(`p${n % 4}`, `203.0.113.${n}`)),
    0,
    ["address_failures: medium"],
  ],
])("%s", (_what, failures, successes, expected) => {
  expect(found(failures, successes)).toEqual(expected);
});

test("addresses of one IPv6 network are one", () => {
  const failures = times(20, (n) => of(`p${n}`, `2001:db8:1:2::${n.toString(16)}`));
  expect(found(failures)).toEqual(["password_spraying: high"]);
});

test("a key that was taken back: forgotten where it was at home, stolen elsewhere", () => {
  const use = { keyId: "k", name: "ci", userId: "a", lastUsedIp: "203.0.113.7" };
  expect(lookAtRevokedKey({ ...use, ip: "203.0.113.20" }).severity).toBe("low");
  expect(lookAtRevokedKey({ ...use, ip: "198.51.100.1" }).severity).toBe("high");
});
