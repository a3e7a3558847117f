import { expect, test } from "vitest";
import { legibleUsd } from "./legible-usd.ts";

test("cents from a dollar up, four digits below, exact under a cent", () => {
  expect(legibleUsd(1_234_567_891)).toBe(1_234_570_000);
  expect(legibleUsd(123_456)).toBe(123_500);
  expect(legibleUsd(14_596)).toBe(14_600);
  expect(legibleUsd(718)).toBe(718);
  expect(legibleUsd(0)).toBe(0);
});

test("what is left is rounded down, what is needed up", () => {
  expect(legibleUsd(154_999, [], Math.floor)).toBe(154_900);
  expect(legibleUsd(1_999_999, [], Math.floor)).toBe(1_990_000);
  expect(legibleUsd(1_230_001, [], Math.ceil)).toBe(1_240_000);
});

test("two amounts of a sentence that differ look different, the larger one larger", () => {
  expect(legibleUsd(16_379_000, [16_380_000])).toBe(16_379_000);
  expect(legibleUsd(16_380_000, [16_379_000])).toBe(16_380_000);
  let seed = 7;
  const random = (max: number) => (seed = (seed * 1_103_515_245 + 12_345) % 2 ** 31) % max;
  for (let round = 0; round < 2000; round += 1) {
    const less = random(10 ** (3 + random(6)));
    const more = less + 1 + random(10 ** (1 + random(5)));
    for (const down of [Math.round, Math.floor]) {
      expect(legibleUsd(less, [more], down), `${less} ${more}`).toBeLessThan(
        legibleUsd(more, [less]),
      );
    }
  }
});
