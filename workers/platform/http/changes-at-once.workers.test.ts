/** Of changes at once none is lost, and the record tells what the row was and became (U-144, T-23). */
import { env } from "cloudflare:workers";
import { and, eq, sql } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import type { Endpoint } from "#contract/endpoint";
import { allEndpoints } from "#contract/index";
import { addPasskey } from "../../testing/factors.ts";
import { settle } from "../../testing/chat.ts";
import { makeKey } from "../../testing/keys.ts";
import { call, signUp, type Person } from "../../testing/people.ts";
import { provedAdmin } from "../../testing/step-up.ts";
import { auditLog } from "../records/audit.sql.ts";
import { openDb } from "../db.ts";

const db = openDb(env.DB);
const all = allEndpoints;

interface Edited {
  readonly by: Person;
  readonly spec: Endpoint;
  readonly param?: Record<string, string>;
  /** Sent at the same time. */
  readonly changes: readonly Record<string, unknown>[];
  readonly resource: string;
  readonly action?: string;
}

const recordsOf = ({ resource, action = "UPDATE" }: Edited) =>
  db
    .select({ before: auditLog.oldValue, after: auditLog.newValue, fields: auditLog.changedFields })
    .from(auditLog)
    .where(and(eq(auditLog.resourceId, resource), eq(auditLog.action, action)))
    .orderBy(sql`rowid`);

const project = async () => {
  const by = await signUp("user");
  const made = await call(by, all.createProject, { json: { name: "p" } });
  return { by, id: ((await made.json()) as { id: string }).id };
};

const kinds: Record<string, () => Promise<Edited>> = {
  "an API key": async () => {
    const by = await signUp("user");
    const { id } = await makeKey(by, { name: "k1", limits: { calls_per_day: 1 } });
    const changes = [
      { limits: { calls_per_day: 5 } },
      { limits: { monthly_budget_micro_usd: 7 } },
      { name: "renamed" },
      { limits: { calls_per_day: null } },
    ];
    return { by, spec: all.updateApiKey, param: { id }, changes, resource: id };
  },
  "an account": async () => {
    const by = await signUp("user");
    const changes = [{ name: "Another" }, { language: "ja" }, { theme: "dark" }];
    return { by, spec: all.updateAccount, changes, resource: by.id };
  },
  "a project": async () => {
    const { by, id } = await project();
    const changes = ["a", "b", "c"].map((name) => ({ name }));
    return { by, spec: all.updateProject, param: { id }, changes, resource: id };
  },
  "a passkey": async () => {
    const by = await signUp("user");
    const { id } = await addPasskey(by);
    const changes = ["a", "b", "c"].map((name) => ({ name }));
    const action = "PASSKEY_RENAMED";
    return { by, spec: all.renamePasskey, param: { id }, changes, resource: by.id, action };
  },
  "a person, by an administrator": async () => {
    const { id } = await signUp("user");
    const changes = [{ name: "Corrected" }, { language: "ja" }, { hold: true }];
    const by = await provedAdmin();
    return { by, spec: all.updateUser, param: { id }, changes, resource: id };
  },
  "limits of a person": async () => {
    const { id } = await signUp("user");
    const of = (limits: object) => ({ limits, shown: {} });
    const changes = [of({ calls_per_day: 5 }), of({ sessions_held: 3 }), of({ connections: 2 })];
    const by = await provedAdmin();
    const action = "LIMITS_CHANGED";
    return { by, spec: all.setUserLimits, param: { id }, changes, resource: id, action };
  },
};

const send = ({ by, spec, param }: Edited, json: unknown) =>
  call(by, spec, { json, ...(param ? { param } : {}) });

/** Of fields that only some of the rows tell, as a name that is what changes. */
const follows = (after: Record<string, unknown>, before: Record<string, unknown>) =>
  Object.keys(after).every(
    (name) => !(name in before) || JSON.stringify(after[name]) === JSON.stringify(before[name]),
  );

describe.each(Object.entries(kinds))("%s", (_name, make) => {
  test("changed by several at once is what all of them made of it, each on record as it was", async () => {
    for (let round = 0; round < 2; round += 1) {
      const edited = await make();
      const answers = await Promise.all(edited.changes.map((json) => send(edited, json)));
      expect(answers.map(({ status }) => status)).toEqual(edited.changes.map(() => 200));
      const records = await recordsOf(edited);
      expect(records.length).toBeGreaterThanOrEqual(edited.changes.length - 1);
      for (const [at, { before, fields }] of records.entries()) {
        expect(fields).not.toEqual([]);
        const last = records[at - 1]?.after;
        if (last) expect([last, before, follows(last, before ?? {})]).toEqual([last, before, true]);
      }
    }
  });
});

test("an API key keeps a name and limits that were changed at once", async () => {
  for (let round = 0; round < 4; round += 1) {
    const by = await signUp("user");
    const { id } = await makeKey(by, { name: "k1" });
    const changes = [
      { limits: { calls_per_day: 5 } },
      { limits: { monthly_budget_micro_usd: 7 } },
      { name: "renamed" },
    ];
    await Promise.all(changes.map((json) => call(by, all.updateApiKey, { param: { id }, json })));
    const { items } = (await (await call(by, all.listApiKeys)).json()) as { items: object[] };
    expect(items).toMatchObject([
      { name: "renamed", limits: { calls_per_day: 5, monthly_budget_micro_usd: 7 } },
    ]);
  }
});

test("a chat keeps a title and a mode that were changed at once", async () => {
  const { person: by, session: id } = await settle();
  for (const [title, mode] of [
    ["one", "plan"],
    ["two", "acceptEdits"],
    ["three", "default"],
  ]) {
    const changes = [{ title }, { mode }];
    await Promise.all(changes.map((json) => call(by, all.updateSession, { param: { id }, json })));
    expect(await (await call(by, all.getSession, { param: { id } })).json()).toMatchObject({
      title,
      mode,
    });
  }
  const edited = { by, spec: all.updateSession, changes: [], resource: id.slice("sess_".length) };
  expect(await recordsOf(edited)).toHaveLength(6);
});

describe("a change that changes nothing is on record nowhere", () => {
  const unchanged: Record<string, () => Promise<Edited>> = {
    ...kinds,
    "a chat": async () => {
      const { person: by, session: id } = await settle();
      const changes = [{ title: "same", mode: "plan" }];
      return { by, spec: all.updateSession, param: { id }, changes, resource: id.slice(5) };
    },
    "an account that is enabled": async () => {
      const [by, { id }] = [await provedAdmin(), await signUp("user")];
      await call(by, all.disableUser, { param: { id }, json: { reason: "first" } });
      return {
        by,
        spec: all.enableUser,
        param: { id },
        changes: [{}],
        resource: id,
        action: "ENABLE",
      };
    },
    "a channel of alerts": async () => {
      const by = await provedAdmin();
      const wish = { kind: "EMAIL", name: "ours", addresses: ["ops@example.test"] };
      const made = await call(by, all.createChannel, { json: wish });
      const { id } = (await made.json()) as { id: string };
      const changes = [{ name: "other", addresses: ["ops@example.test"], is_enabled: true }];
      return { by, spec: all.updateChannel, param: { id }, changes, resource: id };
    },
    "a prompt": async () => {
      const [by, id] = [await provedAdmin(), crypto.randomUUID()];
      const json = { name: `n${id.slice(0, 8)}`, body: "text" };
      await call(by, all.savePromptTemplate, { param: { id }, json });
      const changes = [{ ...json, body: "other" }];
      return { by, spec: all.savePromptTemplate, param: { id }, changes, resource: id };
    },
    "a pattern": async () => {
      const [by, id] = [await provedAdmin(), crypto.randomUUID()];
      const json = { pattern: `p${id.slice(0, 8)} *`, effect: "ask" };
      await call(by, all.saveCommandPattern, { param: { id }, json });
      const changes = [{ ...json, effect: "deny" }];
      return { by, spec: all.saveCommandPattern, param: { id }, changes, resource: id };
    },
    "a price": async () => {
      const by = await provedAdmin();
      const model = `m${crypto.randomUUID().slice(0, 8)}`;
      const price = { model, effective_from: "2026-11-01T00:00:00.000Z", input: 1, output: 1 };
      const json = { ...price, cache_read: 1, cache_write_5m: 1, cache_write_1h: 1 };
      await call(by, all.setPrice, { json });
      const resource = `${model} ${price.effective_from}`;
      return { by, spec: all.setPrice, changes: [{ ...json, output: 2 }], resource };
    },
  };

  test.each(Object.entries(unchanged))("%s", async (_name, make) => {
    const edited = await make();
    const [json] = edited.changes;
    const first = await send(edited, json);
    expect(first.status, await first.text()).toBe(200);
    const records = await recordsOf(edited);
    expect(records.length).toBeGreaterThan(0);
    const shown = "shown" in (json ?? {}) ? { shown: json?.["limits"] } : {};
    expect((await send(edited, { ...json, ...shown })).status).toBe(200);
    expect(await recordsOf(edited)).toEqual(records);
  });

  test("a view of a log", async () => {
    const by = await provedAdmin();
    const save = async (query: string) => {
      const json = { page: "audit", name: "mine", query };
      return ((await (await call(by, all.saveView, { json })).json()) as { id: string }).id;
    };
    const [first] = await Promise.all([save("a=1"), save("a=1"), save("a=1")]);
    expect(await save("a=1")).toBe(first);
    const records = await db
      .select({ action: auditLog.action })
      .from(auditLog)
      .where(and(eq(auditLog.resourceType, "SAVED_VIEW"), eq(auditLog.userId, by.id)));
    expect(records).toEqual([{ action: "CREATE" }]);
  });
});

test("a key that is revoked twice at once is so once on record", async () => {
  const by = await signUp("user");
  const { id } = await makeKey(by);
  const both = await Promise.all([1, 2].map(() => call(by, all.revokeApiKey, { param: { id } })));
  expect(both.map(({ status }) => status).toSorted()).toEqual([204, 404]);
  const edited = { by, spec: all.revokeApiKey, changes: [], resource: id, action: "REVOKE" };
  expect(await recordsOf(edited)).toHaveLength(1);
});

test("a chat put away, taken back and deleted by three at once is so once on record each", async () => {
  const { person: by, session: id } = await settle();
  const thrice = async (spec: Endpoint) => {
    const answers = await Promise.all([1, 2, 3].map(() => call(by, spec, { param: { id } })));
    return answers.map(({ status }) => status).toSorted();
  };
  expect(await thrice(all.archiveSession)).toEqual([200, 200, 200]);
  expect(await thrice(all.unarchiveSession)).toEqual([200, 200, 200]);
  expect(await thrice(all.deleteSession)).toEqual([204, 404, 404]);
  for (const action of ["ARCHIVE", "UNARCHIVE", "DELETE"]) {
    const edited = { by, spec: all.deleteSession, changes: [], resource: id.slice(5), action };
    expect([action, await recordsOf(edited)]).toMatchObject([action, { length: 1 }]);
  }
});
