import { expect, test } from "vitest";
import { grant, stateOf, type Purse } from "./budget.ts";

const purse = (
  limit: number,
  spent = 0,
  reserved = 0,
  source: Purse["source"] = "role",
): Purse => ({
  source,
  limit,
  spent,
  reserved,
});

test("what fits is granted whole, what fits in part in part, what does not is refused", () => {
  const wish = { least: 10, most: 100 };
  expect(grant([purse(1000, 900)], wish)).toEqual({ granted: 100 });
  expect(grant([purse(1000, 940)], wish)).toEqual({ granted: 60 });
  expect(grant([purse(1000, 990)], wish)).toEqual({ granted: 10 });
  expect(grant([purse(1000, 991)], wish)).toEqual({ refused: purse(1000, 991) });
  expect(grant([], wish)).toEqual({ granted: 100 });
});

test("what others hold counts as gone", () => {
  const held = purse(1000, 0, 995);
  expect(grant([held], { least: 10, most: 100 })).toEqual({ refused: held });
});

test("a key only tightens: the purse with less decides, whichever it is (D-15)", () => {
  const wish = { least: 10, most: 100 };
  const key = purse(50, 0, 0, "key");
  expect(grant([purse(1000), key], wish)).toEqual({ granted: 50 });
  expect(grant([purse(1000, 995), key], wish)).toMatchObject({ refused: { source: "role" } });
  expect(grant([purse(1000), purse(50, 45, 0, "key")], wish)).toMatchObject({
    refused: { source: "key" },
  });
});

test("grants one after the other never pass the limit, whatever is asked", () => {
  let seed = 7;
  const random = (max: number) => (seed = (seed * 1_103_515_245 + 12_345) % 2 ** 31) % max;
  for (let round = 0; round < 200; round += 1) {
    const limit = random(10_000);
    let reserved = 0;
    for (let call = 0; call < 50; call += 1) {
      const most = random(2000);
      const found = grant([purse(limit, 0, reserved)], { least: random(most + 1), most });
      if ("granted" in found) reserved += found.granted;
      expect(reserved).toBeLessThanOrEqual(limit);
    }
  }
});

test("warning at the site's share, paused at the whole, no limit is never paused (U-097)", () => {
  expect(stateOf(799, 1000, 80)).toBe("ok");
  expect(stateOf(800, 1000, 80)).toBe("warning");
  expect(stateOf(1000, 1000, 80)).toBe("paused");
  expect(stateOf(0, 0, 80)).toBe("paused");
  expect(stateOf(10 ** 12, null, 80)).toBe("ok");
});

test("paused also where not even the smallest call fits, however little was spent (U-097)", () => {
  expect(stateOf(950, 1000, 80, 50)).toBe("warning");
  expect(stateOf(951, 1000, 80, 50)).toBe("paused");
  expect(stateOf(0, 600, 80, 952)).toBe("paused");
  expect(stateOf(500, 1000, 80, 500)).toBe("ok");
  expect(stateOf(501, 1000, 80, 500)).toBe("paused");
});

test("a smallest call that is not known yet pauses nothing", () => {
  expect(stateOf(0, 1, 80)).toBe("ok");
  expect(stateOf(999, 1000, 80)).toBe("warning");
});
