/** What is over goes, and the chain holds (C-10, T-23). */
import { env } from "cloudflare:workers";
import { beforeAll, expect, test } from "vitest";
import { auditStatement } from "../platform/records/audit.ts";
import { openDb, runBatch } from "../platform/db.ts";
import { day } from "../platform/durations.ts";
import { eraseAuditDetails } from "../platform/records/erase-audit.ts";
import { chain, newChain, nobody, record, set, tamper, verifyAll } from "../testing/audit-chain.ts";
import { signUp } from "../testing/people.ts";
import { horizonOf, nextAnchor, purgeOnce } from "./purge.ts";

const db = openDb(env.DB);

beforeAll(async () => {
  await newChain();
  const user = crypto.randomUUID();
  await runBatch(db, record(user, 1), record(user, 2), record(user, 3), record(user, 4));
  await chain.seal();
});

const aged = (days: number, event: "DATA_CHANGE" | "SECURITY", user = crypto.randomUUID()) => {
  const id = crypto.randomUUID();
  const once = { id, at: Date.now() - days * day };
  const resource = ["TEST", null] as const;
  const entry = { once, event, action: "AGED", resource } as const;
  return { id, statement: auditStatement(db, { id: user }, nobody, entry) };
};
const isThere = async (id: string) =>
  (await env.DB.prepare("SELECT id FROM audit_log WHERE id = ?").bind(id).first()) !== null;
const purgeAll = async () => {
  while ((await chain.purge()).more);
};

test("by class; into the archive first; on record; no setting goes below the floor", async () => {
  const [old, young] = [aged(366, "DATA_CHANGE"), aged(364, "DATA_CHANGE")];
  const [ancient, security] = [aged(731, "SECURITY"), aged(400, "SECURITY")];
  const all = [old, young, ancient, security] as const;
  await runBatch(db, old.statement, young.statement, ancient.statement, security.statement);
  await chain.seal();
  await purgeAll();
  expect(await Promise.all(all.map(({ id }) => isThere(id)))).toEqual([false, true, false, true]);
  const found = await verifyAll();
  expect(found).toMatchObject({ ok: true, problem: null });
  const { results } = await env.DB.prepare(
    "SELECT metadata FROM audit_log WHERE resource_type = 'AUDIT_LOG' AND action = 'PURGE'",
  ).all<{ metadata: string }>();
  const archives = await Promise.all(
    results.map(async ({ metadata }) => {
      const { archive } = JSON.parse(metadata) as { archive: string };
      return (await env.FILES.get(archive))?.text();
    }),
  );
  expect(archives.join("")).toContain(old.id);
  expect(archives.join("")).toContain(ancient.id);
  expect(archives.join("")).not.toContain(young.id);
  expect(horizonOf({ DATA_CHANGE: 1, ACCESS: 1, SECURITY: 1 }, {}, 1000 * day)).toEqual({
    DATA_CHANGE: 635 * day,
    ACCESS: 635 * day,
    SECURITY: 270 * day,
  });
});

test("what tells of it is sealed, too, where the last row of all was the one to go", async () => {
  const last = aged(366, "DATA_CHANGE");
  await runBatch(db, last.statement);
  await chain.seal();
  await purgeAll();
  expect(await isThere(last.id)).toBe(false);
  expect(await verifyAll()).toMatchObject({ ok: true, problem: null });
});

test("what nobody took out rightly is missed, however its link is dressed up", async () => {
  const young = aged(10, "DATA_CHANGE");
  await runBatch(db, young.statement);
  await chain.seal();
  await purgeAll();
  const row = await env.DB.prepare("SELECT * FROM audit_log WHERE id = ?")
    .bind(young.id)
    .first<Record<string, unknown>>();
  const forge = "UPDATE audit_seal SET purged_at = 1, row_created_at = ? WHERE audit_id = ?";
  for (const at of [row?.["created_at"], 1]) {
    const found = await tamper(
      async () => {
        await set("UPDATE audit_log SET id = 'hidden' WHERE id = ?", young.id);
        await set(forge, at, young.id);
      },
      async () => {
        await set("UPDATE audit_log SET id = ? WHERE id = 'hidden'", young.id);
        await set(
          "UPDATE audit_seal SET purged_at = NULL, row_created_at = ? WHERE audit_id = ?",
          row?.["created_at"],
          young.id,
        );
      },
    );
    expect(found).toMatchObject({ ok: false });
  }
});

test("of who is on hold everything stays", async () => {
  const { id: held } = await signUp("user");
  await set("UPDATE user SET hold = 1 WHERE id = ?", held);
  const record = aged(500, "DATA_CHANGE", held);
  await runBatch(db, record.statement);
  await purgeAll();
  expect(await isThere(record.id)).toBe(true);
});

test("links at the beginning go with their rows, where those were over; nobody else's word counts", async () => {
  const { anchor } = await verifyAll();
  const { results } = await env.DB.prepare(
    "SELECT seq, hash, row_created_at FROM audit_seal ORDER BY seq LIMIT 3",
  ).all<{ seq: number; hash: string; row_created_at: number }>();
  const [one, two, three] = results;
  const after = Date.now() + day;
  const horizon = { DATA_CHANGE: after, ACCESS: after, SECURITY: after };
  const next = (over = horizon) => nextAnchor(env, { anchor, horizon: over }, 5);
  await set("UPDATE audit_seal SET purged_at = 1 WHERE seq IN (?, ?)", one?.seq, two?.seq);
  expect(await next()).toEqual({ seq: two?.seq, hash: two?.hash, at: 5 });
  await set("UPDATE audit_seal SET purged_at = 1 WHERE seq = ?", three?.seq);
  expect(await next()).toMatchObject({ seq: three?.seq });
  // Young rows somebody took out and called purged: their links stay, and tell of it.
  expect(
    await next(horizonOf({ DATA_CHANGE: 1, ACCESS: 1, SECURITY: 1 }, {}, Date.now()) as never),
  ).toEqual(anchor);
  const dress = "UPDATE audit_seal SET row_created_at = ? WHERE seq = ?";
  await set(dress, 1, two?.seq);
  expect(await next()).toMatchObject({ seq: one?.seq });
  await set(dress, two?.row_created_at, two?.seq);
  await set("UPDATE audit_seal SET purged_at = NULL WHERE seq <= ?", three?.seq);
  expect(await next()).toEqual(anchor);
});

test("a row that has no link stays, however old it says it is", async () => {
  const late = aged(400, "DATA_CHANGE");
  await runBatch(db, late.statement);
  await purgeOnce(env, horizonOf({ DATA_CHANGE: 1 }, {}, Date.now()), Date.now());
  expect(await isThere(late.id)).toBe(true);
  await purgeAll();
  expect(await isThere(late.id)).toBe(false);
  expect((await verifyAll()).ok).toBe(true);
});

test("writers, sealing, clean-up, erasure and a look at it, all at once and over again", async () => {
  const young: string[] = [];
  for (let round = 0; round < 4; round += 1) {
    const user = crypto.randomUUID();
    const writes = Array.from({ length: 12 }, (_one, at) => {
      const row = aged(at % 3 === 0 ? 800 : at, at % 2 === 0 ? "SECURITY" : "DATA_CHANGE", user);
      if (at % 3 !== 0) young.push(row.id);
      return runBatch(db, row.statement).then(() => (at % 4 === 0 ? chain.seal() : at));
    });
    const erased = runBatch(db, eraseAuditDetails(db, user));
    const looks = [chain.verify(1), chain.verify(1)];
    await Promise.all([...writes, chain.purge(), erased, chain.seal(), chain.purge()]);
    for (const look of await Promise.all(looks)) expect(look.problem).toBeNull();
  }
  await purgeAll();
  expect(await verifyAll()).toMatchObject({ ok: true, problem: null, unsealed: 0 });
  const sealed = await env.DB.prepare(
    `SELECT count(*) AS n, count(DISTINCT audit_id) AS once FROM audit_seal JOIN audit_log
       ON audit_log.id = audit_id WHERE audit_id IN (SELECT value FROM json_each(?))`,
  )
    .bind(JSON.stringify(young))
    .first();
  expect(sealed).toEqual({ n: young.length, once: young.length });
});
