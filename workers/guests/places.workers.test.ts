import { env } from "cloudflare:workers";
import { eq } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { user } from "../auth/user.sql.ts";
import { openDb } from "../platform/db.ts";
import { askIn, clearGuests, endStay, enter } from "../testing/guests.ts";
import { createAccount, password, request } from "../testing/people.ts";
import { places } from "./next-place.ts";

const db = openDb(env.DB);

beforeAll(clearGuests);
afterAll(clearGuests);

test("one network has five places, and a crowd does not pass that", async () => {
  // Those of other tests have left.
  await endStay();
  const from = { "cf-connecting-ip": "203.0.113.7" };
  const answers = await Promise.all(Array.from({ length: places.network + 3 }, () => askIn(from)));
  expect(answers.filter((one) => one.status === 200)).toHaveLength(places.network);
  const full = await askIn({ "cf-connecting-ip": "203.0.113.200" });
  expect(full.status).toBe(429);
  expect((await askIn({ "cf-connecting-ip": "198.51.100.7" })).status).toBe(200);
});

test("a browser has one place: it goes on with its stay, and leaving gives it back", async () => {
  await endStay();
  const from = { "cf-connecting-ip": "203.0.114.7" };
  const guest = await enter(from);
  for (let n = 0; n < places.network; n++) {
    const again = await askIn({ ...from, cookie: guest.cookie });
    expect(await again.json()).toMatchObject({ me: { id: guest.id } });
  }
  const others = await Promise.all(Array.from({ length: places.network - 1 }, () => enter(from)));
  // Who finds no room is no visit: of those, too, there are only so many.
  for (let n = 0; n < 40; n++) expect((await askIn(from)).status).toBe(429);
  expect((await request("POST", "/api/v1/auth/logout", { as: guest })).status).toBe(204);
  const next = await enter(from);
  expect((await askIn(from)).status).toBe(429);
  // Somebody who signs in instead leaves, too.
  const account = await createAccount("user");
  const signedIn = await request("POST", "/api/v1/auth/login", {
    as: others[0] ?? next,
    json: { email: account.email, password },
  });
  expect(signedIn.status).toBe(200);
  expect((await askIn(from)).status).toBe(200);
});

test.each([
  ["a network", places.network, "203.0.113.30"],
  ["the site", places.site, null],
])(
  "where %s is full, who comes is told when the first stay ends (U-092)",
  async (_of, most, ip) => {
    await endStay();
    const addressOfGuest = (at: number) => ip ?? `198.18.${at}.1`;
    const [first] = await Promise.all(
      Array.from({ length: most }, (_, at) => enter({ "cf-connecting-ip": addressOfGuest(at) })),
    );
    const soon = new Date(Date.now() + 7 * 60_000);
    await db
      .update(user)
      .set({ expiresAt: soon })
      .where(eq(user.id, first?.id ?? ""));
    const refused = await askIn({ "cf-connecting-ip": ip ?? "198.18.200.1" });
    const { error } = (await refused.json()) as { error: { retry_after: number } };
    expect(error).toMatchObject({
      code: "RATE_LIMIT_EXCEEDED",
      id: "RATE_001",
      message: "Too many requests. Try again in 7 minutes.",
      details: { limit: most, used: most, resets_at: soon.toISOString() },
    });
    expect(error.retry_after).toBeGreaterThan(360);
    expect(error.retry_after).toBeLessThanOrEqual(420);
    expect(refused.headers.get("retry-after")).toBe(String(error.retry_after));
    expect(
      Math.abs(Number(refused.headers.get("x-ratelimit-reset")) - soon.getTime() / 1000),
    ).toBeLessThanOrEqual(1);
    expect(refused.headers.get("ratelimit")).toMatch(/^"rate_limited";r=0;t=\d{3}$/);
  },
);
