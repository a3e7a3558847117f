/** What an administrator did as somebody else (T-24) is of who did it, whoever of the two leaves. */
import { env } from "cloudflare:workers";
import { and, eq, isNull, sql } from "drizzle-orm";
import { beforeEach, describe, expect, test } from "vitest";
import { getAuthStatus } from "#contract/auth";
import { networkOf } from "../../auth/network.ts";
import { userSession } from "../../auth/user-session.sql.ts";
import { securityFinding } from "../../auth/watch/security-finding.sql.ts";
import { watchFailures } from "../../auth/watch/watch-failures.ts";
import { job } from "../../jobs/job.sql.ts";
import { notice } from "../../notices/notice.sql.ts";
import type { ActivityEvent } from "../../platform/records/activity-event.ts";
import { userActivity } from "../../platform/records/activity.sql.ts";
import { auditStatement } from "../../platform/records/audit.ts";
import { auditLog } from "../../platform/records/audit.sql.ts";
import { openDb, runBatch, type Statement } from "../../platform/db.ts";
import { day } from "../../platform/durations.ts";
import { storeActivity } from "../../platform/records/store-activity.ts";
import { leave, purge, settled, type Owner } from "../../testing/leavers.ts";
import { call, request, signUp, type Person } from "../../testing/people.ts";
import { planOf, watchDatabase } from "../../testing/plans.ts";
import { provedAdmin } from "../../testing/step-up.ts";
import { eraseActivity } from "./drop-personal-rows.ts";

const db = openDb(env.DB);
const place = { "cf-connecting-ip": "198.51.100.77", "user-agent": "the-browser-of-bea" };
const theirs = { ipAddress: place["cf-connecting-ip"], userAgent: place["user-agent"] };
const nowhere = { ipAddress: null, userAgent: null };

let bea: Person;
let hal: Owner;
beforeEach(async () => {
  [bea, hal] = [await provedAdmin(), await settled()];
});

const gone = async (person: Person) => {
  expect((await leave(person)).status).toBe(200);
  await purge(person.id, Date.now() + 15 * day);
};

/** Bea's browser as Hal's, from her place. */
async function act(): Promise<Person> {
  const path = `/api/v1/admin/impersonate/${hal.id}`;
  const json = { reason: "support case 42: cannot see a project" };
  const answer = await request("POST", path, { as: bea, json, headers: place });
  expect(answer.status).toBe(200);
  const [acting = ""] = answer.headers.getSetCookie();
  return { ...bea, cookie: `${bea.cookie}; ${acting.split(";")[0]}` };
}

const activity = (userId: string, by: string | null): ActivityEvent => ({
  id: crypto.randomUUID(),
  user_id: userId,
  key_id: null,
  impersonator_id: by,
  action_type: "UPDATE",
  resource_type: "PROJECT",
  resource_id: hal.project,
  endpoint: `/api/v1/projects/${hal.project}`,
  route: "/projects/:id",
  method: "PATCH",
  request_body: { name: "renamed" },
  response_status: 200,
  error_message: null,
  error_code: null,
  ip_address: theirs.ipAddress,
  user_agent: theirs.userAgent,
  duration_ms: 1,
  created_at: Date.now(),
});

/** Which of the rows are whole; the others have lost address, browser, contents and the names in their address. */
async function wholeOf(rows: Readonly<Record<string, ActivityEvent>>): Promise<string[]> {
  const kept = [];
  for (const [name, { id, endpoint }] of Object.entries(rows)) {
    const row = await db.select().from(userActivity).where(eq(userActivity.id, id)).get();
    const isWhole = row?.ipAddress !== null;
    const whole = { ...theirs, requestBody: { name: "renamed" }, endpoint };
    const erased = { ...nowhere, requestBody: null, endpoint: "/api/v1/projects/:id" };
    expect(row).toMatchObject(isWhole ? whole : erased);
    if (isWhole) kept.push(name);
  }
  return kept;
}

describe("activity", () => {
  const rows = async () => {
    const other = (await signUp("admin")).id;
    const all = {
      own: activity(hal.id, null),
      asHal: activity(hal.id, bea.id),
      byAnother: activity(hal.id, other),
      ofBea: activity(bea.id, null),
    };
    await storeActivity(env.DB, Object.values(all));
    return all;
  };

  test("who was acted as takes their own along, and nothing of who acted", async () => {
    const all = await rows();
    await gone(hal);
    expect(await wholeOf(all)).toEqual(["asHal", "byAnother", "ofBea"]);
  });

  test("who acted takes theirs along, also what they did as somebody else", async () => {
    const all = await rows();
    await gone(bea);
    expect(await wholeOf(all)).toEqual(["own", "byAnother"]);
    await gone(hal);
    expect(await wholeOf(all)).toEqual(["byAnother"]);
  });

  test("both are found by an index, however long the log is", async () => {
    const { DB, seen } = watchDatabase();
    await eraseActivity(openDb(DB), hal.id);
    const plans = await Promise.all([...seen].map(planOf));
    const ofRows = plans.flat().filter((one) => / user_activity\b/.test(one));
    expect(ofRows).toEqual([
      "SEARCH user_activity USING INTEGER PRIMARY KEY (rowid=?)",
      expect.stringMatching(/^SEARCH user_activity USING INDEX user_activity_user /),
      expect.stringMatching(/^SEARCH user_activity USING INDEX user_activity_impersonator /),
    ]);
  });
});

describe("the rest of what is on record", () => {
  const visits = () =>
    db.select().from(userSession).where(eq(userSession.impersonatorId, bea.id)).all();

  test("a sign-in as somebody stays when they leave, over and of no use, and loses its place with who acted", async () => {
    const acting = await act();
    await gone(hal);
    expect(await visits()).toEqual([
      expect.objectContaining({ ...theirs, userId: hal.id, isActive: false }),
    ]);
    const now = await (await call(acting, getAuthStatus)).json();
    expect(now).toMatchObject({ me: { id: bea.id } });
    const own = and(eq(userSession.userId, hal.id), isNull(userSession.impersonatorId));
    expect(await db.$count(userSession, own)).toBe(0);
    await gone(bea);
    expect(await visits()).toEqual([expect.objectContaining({ ...nowhere, deviceInfo: null })]);
  });

  test("it loses its place also where the sign-in it went with is not there any more", async () => {
    await act();
    await leave(bea);
    // What was signed in longer ago is swept, but for what somebody on hold needs.
    await db.delete(userSession).where(eq(userSession.userId, bea.id));
    await purge(bea.id, Date.now() + 15 * day);
    expect(await visits()).toEqual([expect.objectContaining({ ...nowhere, deviceInfo: null })]);
  });

  test("the audit log keeps it whole, whoever leaves (decision 25)", async () => {
    const acting = await act();
    const rename = await request("PATCH", `/api/v1/projects/${hal.project}`, {
      as: acting,
      json: { name: "renamed" },
      headers: place,
    });
    expect(rename.status).toBe(200);
    const kept = async () =>
      db
        .select({ action: auditLog.action })
        .from(auditLog)
        .where(
          and(
            eq(auditLog.ipAddress, theirs.ipAddress),
            sql`(${auditLog.userId} = ${hal.id} or ${auditLog.resourceId} = ${hal.id})`,
          ),
        )
        .orderBy(sql`rowid`);
    const both = [{ action: "IMPERSONATION_START" }, { action: "UPDATE" }];
    await gone(hal);
    expect(await kept()).toEqual(both);
    await gone(bea);
    expect(await kept()).toEqual(both);
  });

  test("what the person was told of it loses the administrator's name, and stays", async () => {
    await act();
    await gone(bea);
    const told = await db.select().from(notice).where(eq(notice.userId, hal.id)).all();
    expect(told.filter(({ kind }) => kind === "acted_as")).toEqual([
      expect.objectContaining({ data: expect.objectContaining({ name: "–" }) }),
    ]);
    expect(JSON.stringify(told)).not.toContain(bea.id);
  });

  test("it says nothing of where the person signs in: no place of theirs, no sign-in of an address", async () => {
    await act();
    const failed = (n: number) =>
      auditStatement(
        db,
        null,
        { ip: theirs.ipAddress, userAgent: null },
        {
          event: "SECURITY",
          action: "LOGIN_FAILED",
          resource: ["USER", null],
          metadata: { n },
        },
      );
    const [first, ...rest] = Array.from({ length: 30 }, (_, n) => failed(n));
    await runBatch(db, first as Statement, ...rest);
    await watchFailures(env, Date.now());
    const found = await db
      .select({ detail: securityFinding.detail })
      .from(securityFinding)
      .where(eq(securityFinding.ip, networkOf(theirs.ipAddress)));
    expect(found).toEqual([{ detail: expect.objectContaining({ successes: 0 }) }]);
  });
});

describe("jobs of a leaver", () => {
  const jobRow = (createdBy: string, subject: string): typeof job.$inferInsert => ({
    id: crypto.randomUUID(),
    kind: "import_users",
    state: "done",
    params: {},
    problems: [
      { row: 2, subject, ja: "登録済み", en: "taken" },
      { row: 3, subject: "somebody@else.test", ja: "登録済み", en: "taken" },
    ],
    createdBy,
    origin: { ip: theirs.ipAddress, userAgent: theirs.userAgent, requestId: "r" },
    createdAt: new Date(),
    heartbeat: new Date(),
  });
  const find = (id: string) => db.select().from(job).where(eq(job.id, id)).get();

  test("lose from where they were begun; those of others, the leaver's address", async () => {
    const [ofBea, ofOther] = [
      jobRow(bea.id, "a@b.test"),
      jobRow((await signUp("admin")).id, bea.email),
    ];
    await db.insert(job).values([ofBea, ofOther]);
    await gone(bea);
    expect(await find(ofBea.id)).toMatchObject({
      createdBy: bea.id,
      origin: { ip: null, userAgent: null, requestId: "r" },
      problems: ofBea.problems,
    });
    const { origin, problems } = (await find(ofOther.id)) ?? {};
    expect(origin).toEqual(ofOther.origin);
    const [own, others] = ofOther.problems;
    expect(problems).toEqual([{ row: own?.row, ja: own?.ja, en: own?.en }, others]);
  });
});
