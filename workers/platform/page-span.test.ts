import { expect, test } from "vitest";
import { spanOf } from "./page-span.ts";

const rows = Array.from({ length: 5003 }, (_, at) => at);
const total = async () => rows.length;

test("every page has its own rows, whichever end they are read from", async () => {
  const seen: number[] = [];
  for (let page = 1; page <= 51; page++) {
    const { limit, offset, reversed } = await spanOf({ page, limit: 100 }, total);
    const from = reversed ? rows.toReversed() : rows;
    const found = from.slice(offset, offset + limit);
    seen.push(...(reversed ? found.toReversed() : found));
    expect(offset).toBeLessThanOrEqual(rows.length / 2);
  }
  expect(seen).toEqual(rows);
});

test("beyond the last row there is nothing", async () => {
  for (const page of [52, 53, 1_000_000]) {
    expect((await spanOf({ page, limit: 100 }, total)).limit).toBe(0);
  }
});

test("the first pages are not counted for it", async () => {
  const uncounted = () => expect.fail("counted");
  expect(await spanOf({ page: 20, limit: 100 }, uncounted)).toEqual({
    limit: 100,
    offset: 1900,
    reversed: false,
  });
});
