import { describe, expect, test } from "vitest";
import { day } from "../../platform/durations.ts";
import { nextTelling, type Closing, type Told } from "./next-telling.ts";

const now = Date.parse("2026-11-01T00:00:00Z");
const at = (days: number) => new Date(now + days * day);
const plan = (start: number, end: number | null = start + 1) => ({
  startsAt: at(start),
  endsAt: end === null ? null : at(end),
});

/** What everybody was told, just now. */
const told = (start: number, of: Partial<Told> = {}): Told => ({
  ...plan(start),
  news: "planned",
  begunAt: at(0),
  lastUserId: "m",
  upToUserId: null,
  finishedAt: at(0),
  ...of,
});

type Time = ReturnType<typeof plan> | null;

const next = (rows: Told[], later: Time, closing: Closing | null = null) => {
  const found = nextTelling(rows, { plan: later, closing }, now);
  if (found === null) return null;
  const { startsAt, news, lastUserId, upToUserId } = found.row;
  return {
    start: (startsAt.getTime() - now) / day,
    news,
    after: lastUserId,
    upTo: upToUserId,
    moved: found.moved.length,
  };
};

const begins = (start: number, news: string, upTo: string | null = null, moved = 0) => ({
  start,
  news,
  after: "",
  upTo,
  moved,
});

describe("what people hear of a planned maintenance (U-098)", () => {
  test("it is told from seven days before, once", () => {
    expect(next([], plan(8))).toBeNull();
    expect(next([], plan(7))).toEqual(begins(7, "planned"));
    expect(next([told(7)], plan(7))).toBeNull();
    expect(next([told(7, { finishedAt: null })], plan(7))).toMatchObject({ after: "m" });
  });

  test("another start or another end is told to those who expect it, however far ahead", () => {
    expect(next([told(3)], plan(5))).toEqual(begins(5, "changed", null, 1));
    expect(next([told(3)], plan(30))).toEqual(begins(30, "changed", null, 1));
    expect(next([told(3)], plan(3, null))).toEqual(begins(3, "changed"));
    // Nobody had heard of it.
    const silent = told(3, { lastUserId: "", finishedAt: null });
    expect(next([silent], plan(3, null))).toEqual(begins(3, "planned"));
    // Moved there and back.
    const away = [told(3, { news: "moved" }), told(5, { news: "changed" })];
    expect(next(away, plan(3))).toEqual(begins(3, "changed", null, 1));
  });

  test("what was moved far ahead is told again in its time", () => {
    const early = { news: "changed" as const, begunAt: at(-20) };
    expect(next([told(9, early)], plan(9))).toBeNull();
    expect(next([told(6, early)], plan(6))).toEqual(begins(6, "planned"));
  });

  test("called off, those hear who were told, and no other", () => {
    expect(next([told(3)], null)).toEqual(begins(3, "called_off"));
    expect(next([told(3, { finishedAt: null })], null)).toEqual(begins(3, "called_off", "m"));
    expect(next([told(3, { lastUserId: "", finishedAt: null })], null)).toBeNull();
    const off = { news: "called_off" as const };
    expect(next([told(3, { ...off, finishedAt: null })], null)).toMatchObject({ after: "m" });
    expect(next([told(3, off)], null)).toBeNull();
    // Planned again: news to all, a change to those who have not heard of the calling off.
    expect(next([told(3, off)], plan(3))).toEqual(begins(3, "planned"));
    expect(next([told(3, { ...off, finishedAt: null })], plan(3))).toEqual(begins(3, "changed"));
  });

  test("what became the closing is moved to its times; called off is only what it did not come of", () => {
    const beside = (start: number, end: number | null) => ({
      ...plan(start, end),
      isOfPlan: false,
    });
    const closed = beside(-0.1, 4);
    expect(next([told(3)], null, closed)).toEqual(begins(-0.1, "changed", null, 1));
    expect(next([told(3)], null, beside(-0.1, null))).toEqual(begins(-0.1, "changed", null, 1));
    expect(next([told(5)], null, closed)).toEqual(begins(5, "called_off"));
    const ofPlan = { ...closed, isOfPlan: true };
    expect(next([told(3)], null, ofPlan)).toEqual(begins(-0.1, "changed", null, 1));
    expect(next([told(5)], null, ofPlan)).toEqual(begins(-0.1, "changed", null, 1));
    // Halfway through the calling off it closes.
    const half = told(3, { news: "called_off", finishedAt: null });
    expect(next([half], null, closed)).toEqual(begins(-0.1, "changed", null, 1));
    const old = told(3, { news: "moved" });
    const own = told(-0.1, { ...plan(-0.1, 4), news: "changed", finishedAt: null });
    expect(next([old, own], null, closed)).toMatchObject({ news: "changed", after: "m" });
    expect(next([old, { ...own, finishedAt: at(0) }], null, closed)).toBeNull();
    // As it was planned and told.
    expect(next([told(-0.1)], null, { ...plan(-0.1), isOfPlan: true })).toBeNull();
    // Beside a plan that stays, it takes nothing from it.
    expect(next([told(3)], plan(3), beside(-0.1, null))).toBeNull();
  });

  test("another end of what is closed is told to those who know of it, once, and not a few minutes", () => {
    const closed = (days: number | null) => ({
      startsAt: at(-0.1),
      endsAt: days === null ? null : at(days),
      isOfPlan: true,
    });
    const own = told(-0.1, { endsAt: at(1) });
    expect(next([own], null, closed(1))).toBeNull();
    expect(next([own], null, closed(1.003))).toBeNull();
    for (const end of [0.5, 2, null]) {
      expect(next([own], null, closed(end))).toEqual(begins(-0.1, "changed"));
    }
    const half = { ...own, finishedAt: null };
    expect(next([half], null, closed(2))).toEqual(begins(-0.1, "changed", "m"));
    expect(next([{ ...half, lastUserId: "" }], null, closed(2))).toBeNull();
    const again = told(-0.1, { endsAt: at(2), news: "changed" });
    expect(next([again], null, closed(2))).toBeNull();
    expect(next([], null, closed(2))).toBeNull();
    // Beside a plan for later, which everybody knows.
    expect(next([told(3), own], plan(3), closed(2))).toEqual(begins(-0.1, "changed"));
  });
});
