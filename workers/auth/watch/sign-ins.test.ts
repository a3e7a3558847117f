import { describe, expect, test } from "vitest";
import { hour } from "../../platform/durations.ts";
import { distanceKm, lookAtSignIn, type SignIn } from "./sign-ins.ts";

const at = Date.UTC(2026, 10, 21, 3);

const tokyo = { country: "JP", city: "Tokyo", latitude: 35.7, longitude: 139.7 };
const osaka = { country: "JP", city: "Osaka", latitude: 34.7, longitude: 135.5 };
const paris = { country: "FR", city: "Paris", latitude: 48.9, longitude: 2.4 };

const signIn = (hoursAgo: number, what: Partial<SignIn> = {}): SignIn => ({
  at: at - hoursAgo * hour,
  ip: "203.0.113.7",
  device: "laptop",
  ...tokyo,
  ...what,
});

const nowhere = { country: null, city: null, latitude: null, longitude: null };
const usual = [30, 50, 70].map((ago) => signIn(ago));
const found = (before: readonly SignIn[], now: Partial<SignIn>) =>
  lookAtSignIn(before, signIn(0, now)).map(({ kind, severity }) => `${kind}: ${severity}`);

/** Sign-ins of the last hour, each from a network of its own. */
const hopping = (count: number, deviceOf: (n: number) => string, what: Partial<SignIn> = {}) =>
  Array.from({ length: count }, (_, n) =>
    signIn(0.1 + n / 20, { ip: `198.51.${n}.1`, device: deviceOf(n), ...what }),
  );

test("Tokyo and Osaka lie 400 km apart, Tokyo and Paris 9,700", () => {
  expect(distanceKm([35.7, 139.7], [34.7, 135.5])).toBeCloseTo(397, -1);
  expect(distanceKm([35.7, 139.7], [48.9, 2.4])).toBeCloseTo(9710, -2);
});

describe("nothing is wrong", () => {
  test.each<[string, readonly SignIn[], Partial<SignIn>]>([
    ["the first sign-in ever", [], paris],
    ["the same place and browser", usual, {}],
    ["a new browser at home", usual, { device: "phone" }],
    [
      "another city of the country, an hour later",
      [signIn(1), ...usual],
      { ...osaka, device: "x" },
    ],
    ["nothing says where it came from", usual, { ...nowhere, device: "x" }],
    ["the past has no places", usual.map((one) => ({ ...one, ...nowhere })), paris],
    ["a country seen before", [signIn(200, paris), ...usual], paris],
    ["two sign-ins do not tell a home", usual.slice(0, 2), paris],
    ["a phone that changes its address all the time", hopping(12, () => "phone"), {}],
    ["an office, a phone and a laptop on three networks", hopping(3, (n) => `d${n}`), {}],
  ])("%s", (_what, before, now) => {
    expect(found(before, now)).toEqual([]);
  });
});

describe("something is wrong", () => {
  test.each<[string, readonly SignIn[], Partial<SignIn>, string[]]>([
    ["a traveller with the laptop", usual, paris, ["new_country: low"]],
    ["a new country and a new browser", usual, { ...paris, device: "x" }, ["new_country: medium"]],
    [
      "half an hour from Tokyo to Paris, in another browser",
      [signIn(0.5), signIn(99, paris), ...usual],
      { ...paris, device: "x" },
      ["impossible_travel: high"],
    ],
    [
      "the same with a browser that is known",
      [signIn(0.5), signIn(99, { ...paris, device: "phone" }), ...usual],
      { ...paris, device: "phone" },
      ["impossible_travel: medium"],
    ],
    ["many networks, many browsers", hopping(5, (n) => `d${n}`), {}, ["many_addresses: medium"]],
  ])("%s", (_what, before, now, expected) => {
    expect(found(before, now)).toEqual(expected);
  });

  test("many networks in two countries at once", () => {
    const before = hopping(6, (n) => `d${n}`, { ...nowhere, country: "BR" });
    expect(found(before, { ...nowhere, country: "JP" })).toContain("many_addresses: high");
  });
});

test("the same browser in two places at once is a network that ends elsewhere", () => {
  expect(found([signIn(0.5), signIn(99, paris), ...usual], paris)).toEqual([]);
});

test("who had the time for the flight has flown", () => {
  const before = [signIn(14), signIn(99, paris), ...usual];
  expect(found(before, { ...paris, device: "x" })).toEqual([]);
});
