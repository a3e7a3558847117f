/** Every export is on record twice: that it began, and by the same request how it ended. */
import { env } from "cloudflare:workers";
import { and, eq, like, sql } from "drizzle-orm";
import { beforeAll, describe, expect, test } from "vitest";
import { exportAccount } from "#contract/account";
import { exportActivity } from "#contract/admin-activity";
import { exportAudit } from "#contract/admin-audit";
import { exportUsers } from "#contract/admin-bulk";
import { exportStatistics } from "#contract/admin-statistics";
import type { Endpoint } from "#contract/endpoint";
import { exportMaster } from "#contract/master";
import { commandPattern } from "../../masters/masters.sql.ts";
import { addressOf, request, signUp, type Person, type Sample } from "../../testing/people.ts";
import { auditLog } from "./audit.sql.ts";
import { openDb } from "../db.ts";

const db = openDb(env.DB);
let admin: Person;
beforeAll(async () => {
  admin = await signUp("admin");
  const now = new Date();
  const pattern = { effect: "deny" as const, note: "", createdAt: now, updatedAt: now };
  await db
    .insert(commandPattern)
    .values([1, 2].map((n) => ({ ...pattern, id: crypto.randomUUID(), pattern: `nothing ${n}` })));
});

const exports: [name: string, spec: Endpoint, sample: Sample][] = [
  ["activity", exportActivity, { query: { format: "csv" } }],
  ["the audit log", exportAudit, { query: { format: "csv" } }],
  ["people", exportUsers, { query: { format: "csv" } }],
  ["people as a workbook", exportUsers, { query: { format: "xlsx" } }],
  ["statistics", exportStatistics, { param: { series: "users" } }],
  ["costs of people", exportStatistics, { param: { series: "cost-people" } }],
  ["master data", exportMaster, { param: { kind: "command_patterns" }, query: { format: "csv" } }],
  ["one's own data", exportAccount, {}],
];

/** A database that reads nothing any more once an export has begun; it still writes. */
const failing = (): D1Database => {
  let begun = false;
  return new Proxy(env.DB, {
    get: (d1, name) => {
      const value: unknown = Reflect.get(d1, name);
      if (name !== "prepare") return typeof value === "function" ? value.bind(d1) : value;
      return (text: string) => {
        if (/^insert into "audit_log"/i.test(text)) begun = true;
        else if (begun && /^\s*(select|with)/i.test(text)) throw new Error("down");
        return d1.prepare(text);
      };
    },
  });
};

const ask = (spec: Endpoint, sample: Sample, DB: D1Database = env.DB) =>
  request("GET", addressOf(spec, sample), { as: admin, env: { DB } });

/** What is on record of a request, in order; nothing comes after it. */
async function recorded({ headers }: Response, expected: readonly string[]): Promise<void> {
  const find = async () => {
    const rows = await db
      .select({ action: auditLog.action })
      .from(auditLog)
      .where(
        and(
          eq(auditLog.requestId, headers.get("x-request-id") ?? ""),
          like(auditLog.action, "EXPORT%"),
        ),
      )
      .orderBy(sql`rowid`);
    return rows.map(({ action }) => action);
  };
  await expect.poll(find).toEqual(expected);
  await new Promise((done) => setTimeout(done, 20));
  expect(await find()).toEqual(expected);
}

const whole = ["EXPORT", "EXPORT_ENDED"];
const cut = ["EXPORT", "EXPORT_CUT"];

/** These read all there is before they answer. */
const failsFirst = ["statistics", "master data"];

describe.each(exports)("%s", (name, spec, sample) => {
  test("taken to its end", async () => {
    const answer = await ask(spec, sample);
    expect((await answer.arrayBuffer()).byteLength).toBeGreaterThan(0);
    await recorded(answer, whole);
  });

  test("left before the first byte", async () => {
    const answer = await ask(spec, sample);
    await answer.body?.cancel();
    await recorded(answer, cut);
  });

  test("left in the middle", async () => {
    const answer = await ask(spec, sample);
    const reader = answer.body?.getReader();
    expect((await reader?.read())?.done).toBe(false);
    await reader?.cancel();
    await recorded(answer, cut);
  });

  test("the site fails on the way", async () => {
    const answer = await ask(spec, sample, failing());
    const taken = answer.arrayBuffer().then(
      () => answer.status,
      () => "broken off",
    );
    // One's own data says by itself what is missing, and is whole so far.
    if (spec === exportAccount) {
      expect(await taken).toBe(200);
      await recorded(answer, whole);
    } else {
      expect(await taken).toBe(failsFirst.includes(name) ? 500 : "broken off");
      await recorded(answer, cut);
    }
  });
});
