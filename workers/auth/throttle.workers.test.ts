import { env } from "cloudflare:workers";
import { describe, expect, test } from "vitest";
import { openDb } from "../platform/db.ts";
import { giveTurnBack, releaseAttempt, reserveAttempt, takeTurn } from "./throttle.ts";

const db = openDb(env.DB);

describe("guessing at large", () => {
  const pace = { free: 3, spacing: 1000, longest: 2500 };
  const now = Date.now();

  test("waits in line after so many failures, longer each time, then is sent away", async () => {
    const key = `account:${crypto.randomUUID()}`;
    const waits: (number | undefined)[] = [];
    for (let at = 0; at < 8; at++) waits.push((await takeTurn(db, key, pace, now))?.wait);
    expect(waits).toEqual([0, 0, 0, 0, 1000, 2000, undefined, undefined]);
    expect((await takeTurn(db, key, pace, now + 3000))?.wait).toBe(0);
    expect((await takeTurn(db, key, pace, now + 3_700_000))?.before).toBe(0);
  });

  test("who is turned away for another reason leaves the place in the line to the next", async () => {
    const key = `account:${crypto.randomUUID()}`;
    for (let at = 0; at < 3; at++) await takeTurn(db, key, pace, now);
    for (let at = 0; at < 9; at++) {
      expect((await takeTurn(db, key, pace, now))?.wait).toBe(0);
      await db.batch([giveTurnBack(db, key, pace.spacing)]);
    }
  });

  test("who is turned away opens no lock that another's failure set, and does their own", async () => {
    const key = `pair:${crypto.randomUUID()}`;
    const lock = { max: 3, length: 60_000 };
    const count = () => reserveAttempt(db, key, lock, now);
    expect([await count(), await count(), await count()]).toEqual([1, 2, 3]);
    await db.batch([releaseAttempt(db, key, false)]);
    expect(await count()).toBe(null);
    await db.batch([releaseAttempt(db, key, true)]);
    expect(await count()).toBe(2);
  });

  test("failures of an hour ago are forgotten", async () => {
    const key = `pair:${crypto.randomUUID()}`;
    const lock = { max: 3, length: 60_000 };
    const count = (at: number) => reserveAttempt(db, key, lock, at);
    expect([await count(now), await count(now)]).toEqual([1, 2]);
    expect(await count(now + 3_700_000)).toBe(1);
    expect([await count(now + 3_700_001), await count(now + 3_700_002)]).toEqual([2, 3]);
    expect(await count(now + 3_700_003)).toBe(null);
    expect(await count(now + 3_770_000)).toBe(1);
  });
});
