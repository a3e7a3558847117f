import { afterEach, describe, expect, test, vi } from "vitest";
import type { ModelPrice } from "#contract/admin-price";
import { verifyAll } from "../audit/verify-all.ts";
import { microOf, startOf, toRows, typedOf } from "./price-rows.ts";
import { recomputeAll } from "./recompute-all.ts";

afterEach(() => vi.unstubAllGlobals());

const price = (model: string, effective_from: string, prompt_over = 0): ModelPrice => ({
  model,
  effective_from,
  prompt_over,
  input: 1,
  output: 2,
  cache_read: 3,
  cache_write_5m: 4,
  cache_write_1h: 5,
});

test("of a model's prices the newest that has begun is in force", () => {
  const rows = toRows(
    [
      price("a", "2026-05-01T00:00:00.000Z"),
      price("a", "2026-02-01T00:00:00.000Z"),
      price("a", "2025-01-01T00:00:00.000Z"),
      price("a", "2025-01-01T00:00:00.000Z", 200_000),
    ],
    Date.parse("2026-03-01T00:00:00.000Z"),
  );
  expect(rows.map((row) => row.state)).toEqual(["later", "now", "past", "now"]);
  expect(new Set(rows.map((row) => row.id)).size).toBe(4);
});

test("prices are typed in dollars, to the micro-dollar", () => {
  expect(["3", "0.125", "0.000001", "1,000"].map(microOf)).toEqual([
    3_000_000, 125_000, 1, 1_000_000_000,
  ]);
  expect(["", "-1", "1.0000001", "x"].map(microOf)).toEqual([null, null, null, null]);
  expect(typedOf(125_000)).toBe("0.125");
  expect(startOf("2026-03-01")).toBe("2026-03-01T00:00:00.000Z");
});

/** Answers one step after the other; what was sent is kept. */
const serve = (...steps: object[]) => {
  const sent: Record<string, unknown>[] = [];
  vi.stubGlobal("fetch", async (_url: string, init: RequestInit) => {
    sent.push(JSON.parse(String(init.body)) as Record<string, unknown>);
    return Response.json(steps[sent.length - 1]);
  });
  return sent;
};

describe("a recompute", () => {
  const step = (cursor: string | null) => ({
    examined: 500,
    changed: 2,
    before_micro_usd: 10,
    after_micro_usd: 7,
    cursor,
  });
  const wish = { from: "2026-03-01T00:00:00.000Z", model: undefined, dry_run: true };

  test("goes from step to step and adds up", async () => {
    const sent = serve(step("c1"), step(null));
    const { totals, complete } = await recomputeAll(
      wish,
      () => {},
      () => false,
    );
    expect(sent.map((one) => one["cursor"])).toEqual([undefined, "c1"]);
    expect(complete).toBe(true);
    expect(totals).toEqual({
      examined: 1000,
      changed: 4,
      before_micro_usd: 20,
      after_micro_usd: 14,
    });
  });

  test("stops between two steps", async () => {
    const sent = serve(step("c1"), step(null));
    const { totals, complete } = await recomputeAll(
      wish,
      () => {},
      () => sent.length === 1,
    );
    expect([complete, totals.examined]).toEqual([false, 500]);
  });
});

describe("the check of the audit log", () => {
  const step = (over: object) => ({
    ok: true,
    checked: 100,
    erased: 1,
    broken_at: null,
    problem: null,
    next: null,
    head: null,
    unsealed: 0,
    ...over,
  });

  test("goes on to the end", async () => {
    const sent = serve(step({ next: 101 }), step({}));
    const sum = await verifyAll(
      () => {},
      () => false,
    );
    expect(sent).toEqual([{ from: 1 }, { from: 101 }]);
    expect(sum).toMatchObject({ ok: true, complete: true, checked: 200, erased: 2 });
  });

  test("ends at the first link that does not hold", async () => {
    const sent = serve(step({ ok: false, broken_at: 42, problem: "changed", next: 101 }));
    const sum = await verifyAll(
      () => {},
      () => false,
    );
    expect(sent.length).toBe(1);
    expect(sum).toMatchObject({ ok: false, complete: true, broken_at: 42 });
  });

  test("says when it was stopped before the end", async () => {
    serve(step({ next: 101 }));
    const sum = await verifyAll(
      () => {},
      () => true,
    );
    expect(sum).toMatchObject({ ok: true, complete: false });
  });
});
