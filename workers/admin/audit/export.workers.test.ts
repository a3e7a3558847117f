import { env } from "cloudflare:workers";
import { and, desc, eq, like, sql } from "drizzle-orm";
import { beforeAll, describe, expect, test } from "vitest";
import * as contract from "#contract/admin-audit";
import type { OutputOf } from "#contract/endpoint";
import { auditLog } from "../../platform/records/audit.sql.ts";
import { openDb, runBatch } from "../../platform/db.ts";
import { auditRow, inThatYear, year } from "../../testing/audit-rows.ts";
import { call, request, signUp, type Person } from "../../testing/people.ts";

type List = OutputOf<typeof contract.listAudit>;

const db = openDb(env.DB);
let admin: Person;
let person: Person;

beforeAll(async () => {
  [admin, person] = await Promise.all([signUp("admin"), signUp("user")]);
  const rows = Array.from({ length: 30 }, (_one, n) => auditRow(person.id, n));
  const [first, ...rest] = rows.map((row) => db.insert(auditLog).values(row));
  if (first) await runBatch(db, first, ...rest);
});

describe("an export (A-055, T-28)", () => {
  const take = async (query: Record<string, string>) => {
    const answer = await call(admin, contract.exportAudit, {
      query: { ...inThatYear, ...query },
    });
    return { answer, text: await answer.text() };
  };

  test("as CSV has a mark, RFC 4180's lines, and no formula", async () => {
    const bytes = await call(admin, contract.exportAudit, {
      query: { ...inThatYear, event_type: "DATA_CHANGE" },
    });
    expect(new Uint8Array(await bytes.clone().arrayBuffer()).slice(0, 3)).toEqual(
      new Uint8Array([0xef, 0xbb, 0xbf]),
    );
    expect(bytes.headers.get("content-disposition")).toMatch(
      /^attachment; filename="engawa-audit-[\d-]+\.csv"$/,
    );
    const lines = (await bytes.text()).split("\r\n");
    expect(lines).toHaveLength(12);
    expect(lines.join("\n")).toContain(`"'=HYPERLINK(""http://evil.test"")"`);
    expect(lines.join("\n")).not.toMatch(/,"?=/);
  });

  test("as JSON and NDJSON has the same records, by the names of U-145 too", async () => {
    const json = JSON.parse((await take({ format: "json" })).text) as Record<string, unknown>[];
    const { text } = await take({ format: "ndjson" });
    const lines = text
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line) as unknown);
    expect(json).toHaveLength(30);
    expect(lines).toEqual(json);
    expect(json[0]).toMatchObject({
      timestamp: year + 29 * 60_000,
      event_type: "SECURITY",
      resource: `USER/${person.id}`,
      result: "failure",
      session_id: null,
    });
    const nothing = await take({ format: "json", severity: "CRITICAL" });
    expect(JSON.parse(nothing.text)).toEqual([]);
  });

  test("is on record with its filter before it is taken, and no other site's link takes it", async () => {
    await take({ format: "json", severity: "CRITICAL" });
    const { items } = (await (
      await call(admin, contract.listAudit, {
        query: { action: "EXPORT", user_id: admin.id, limit: "1" },
      })
    ).json()) as List;
    expect(items[0]).toMatchObject({
      resource_type: "AUDIT_LOG",
      severity: "WARNING",
      metadata: { format: "json", filter: { severity: "CRITICAL", ...inThatYear } },
    });
    const elsewhere = await request("GET", "/api/v1/admin/audit-logs/export", {
      as: admin,
      headers: { "sec-fetch-site": "cross-site" },
    });
    expect(elsewhere.status).toBe(403);
  });

  test("stops reading when nobody takes it any more", async () => {
    let statements = 0;
    const counting = new Proxy(env.DB, {
      get: (db, name) => {
        if (name === "batch") statements += 1;
        const value: unknown = Reflect.get(db, name);
        return typeof value === "function" ? value.bind(db) : value;
      },
    });
    const answer = await request("GET", "/api/v1/admin/audit-logs/export", {
      as: admin,
      env: { DB: counting },
    });
    await answer.body?.cancel();
    const then = statements;
    await new Promise((done) => setTimeout(done, 50));
    expect(statements).toBe(then);
  });

  test("tells of its end: how many records it had, or that it was cut", async () => {
    const ends = async () =>
      (
        await db
          .select()
          .from(auditLog)
          .where(and(eq(auditLog.userId, admin.id), like(auditLog.action, "EXPORT_%")))
          .orderBy(desc(sql`rowid`))
          .limit(1)
      ).map(({ action, result, metadata, requestId }) => [action, result, metadata, requestId]);
    const whole = await take({ format: "ndjson" });
    const id = whole.answer.headers.get("x-request-id");
    expect(await ends()).toEqual([["EXPORT_ENDED", "success", { records: 30 }, id]]);
    const cut = await call(admin, contract.exportAudit, { query: inThatYear });
    await cut.body?.cancel();
    await expect
      .poll(ends)
      .toEqual([["EXPORT_CUT", "failure", { records: 0 }, cut.headers.get("x-request-id")]]);
  });
});
