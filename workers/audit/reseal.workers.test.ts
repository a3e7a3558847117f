/** Once somebody looked at a break, the chain goes on from it, and says so for ever (T-23). */
import { runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { resealAudit, verifyAudit } from "#contract/admin-audit";
import type { OutputOf } from "#contract/endpoint";
import { openDb, runBatch } from "../platform/db.ts";
import { chain, newChain, record, set, verifyAll } from "../testing/audit-chain.ts";
import { call, codeOf, signUp, type Person } from "../testing/people.ts";
import { elevate, proveFactor, provedAdmin } from "../testing/step-up.ts";

const db = openDb(env.DB);
let admin: Person;

beforeAll(async () => void (admin = await provedAdmin()));
beforeEach(newChain);
afterAll(newChain);

/** Answers whom the rows are about. */
async function write(count: number): Promise<string> {
  const user = crypto.randomUUID();
  const [first, ...rest] = Array.from({ length: count }, (_one, at) => record(user, at));
  if (first) await runBatch(db, first, ...rest);
  await chain.seal();
  return user;
}

const reseal = (as: Person, broken_at: number, reason = "restored on Monday") =>
  call(as, resealAudit, { json: { broken_at, reason } });

const endOf = async (): Promise<number> => (await chain.head())?.seq ?? 0;

/** The database as it was some links ago; the chain's writer remembers. */
async function restore(links: number): Promise<number> {
  const left = (await endOf()) - links;
  await set(
    "DELETE FROM audit_log WHERE id IN (SELECT audit_id FROM audit_seal WHERE seq > ?)",
    left,
  );
  await set("DELETE FROM audit_seal WHERE seq > ?", left);
  return left;
}

/** Which links about somebody the chain has, in its order. */
const linksAbout = async (user: string) => {
  const found = await env.DB.prepare(
    `SELECT seq FROM audit_log JOIN audit_seal ON audit_id = audit_log.id
     WHERE resource_id = ? ORDER BY seq`,
  )
    .bind(user)
    .all<{ seq: number }>();
  return found.results.map(({ seq }) => seq);
};

const linksOf = async (action: string) =>
  env.DB.prepare(
    `SELECT count(*) AS n FROM audit_log JOIN audit_seal ON audit_id = audit_log.id WHERE action = ?`,
  )
    .bind(action)
    .first<number>("n");

test("restored to an earlier time, it goes on from the last link that is there", async () => {
  const other = await signUp("admin");
  await write(8);
  const left = await restore(4);
  await write(2);
  const broken = await verifyAll();
  expect(broken).toMatchObject({ ok: false, problem: "missing", broken_at: left + 1 });
  const done = await reseal(admin, left + 1);
  expect(await done.json()).toMatchObject({ broken_at: left + 1, problem: "missing", kept: left });
  expect(await verifyAll()).toMatchObject({ ok: true, unsealed: 0 });
  expect(await chain.watch()).toBeNull();
  expect(await linksOf("AUDIT_RESEALED")).toBe(1);
  const told = await env.DB.prepare(
    "SELECT data FROM notice WHERE kind = 'audit_resealed' AND user_id IN (?, ?)",
  )
    .bind(admin.id, other.id)
    .all<{ data: string }>();
  expect(told.results.map(({ data }) => JSON.parse(data))).toMatchObject(
    [1, 2].map(() => ({ record: left + 1, reason: "restored on Monday" })),
  );
});

test("rebuilt from an export, with rows numbered anew, nothing is taken out and what waited is sealed", async () => {
  await set("UPDATE audit_log SET rowid = rowid + 500");
  await newChain();
  await write(3);
  await set("UPDATE audit_log SET rowid = rowid - 500");
  const before = await endOf();
  const waiting = await write(2);
  expect(await endOf()).toBe(before);
  expect(await verifyAll()).toMatchObject({
    ok: false,
    problem: "unsealed_gap",
    broken_at: before + 1,
  });
  // The watch of every minute sees it too, though all of it lies behind the last link.
  expect(await chain.watch()).toMatchObject({ problem: "unsealed_gap", broken_at: before + 1 });
  expect(await (await reseal(admin, before + 1)).json()).toMatchObject({ kept: before });
  expect(await verifyAll()).toMatchObject({ ok: true, unsealed: 0 });
  const sealed = await linksAbout(waiting);
  expect(sealed).toHaveLength(2);
  expect(Math.min(...sealed)).toBeGreaterThan(before);
});

test("a row slipped in is told of by the link after it, however the chain grows, and taken in from there", async () => {
  await write(3);
  const kept = await endOf();
  await runBatch(db, record(crypto.randomUUID(), 0));
  const last = "(SELECT max(rowid) FROM audit_log)";
  await set(`UPDATE audit_log SET rowid = rowid + 50 WHERE rowid = ${last}`);
  await chain.seal();
  await set(
    `INSERT INTO audit_log(rowid, id, event_type, action, resource_type, severity, created_at)
     VALUES(${last} - 20, 'slipped', 'ACCESS', 'LOGIN_SUCCESS', 'USER', 'INFO', 0)`,
  );
  const found = { problem: "unsealed_gap", broken_at: kept + 1 };
  expect(await chain.watch()).toMatchObject(found);
  await write(2);
  expect([await chain.watch(), await verifyAll()]).toMatchObject([found, found]);
  expect(await (await reseal(admin, kept + 1)).json()).toMatchObject({ kept });
  expect(await verifyAll()).toMatchObject({ ok: true, unsealed: 0 });
});

test("a changed row: the links from it on are kept in the archive, and every later check tells of it", async () => {
  await write(5);
  const end = await endOf();
  const { results } = await env.DB.prepare("SELECT seq, hash FROM audit_seal WHERE seq > ?")
    .bind(end - 3)
    .all<{ hash: string }>();
  await set(
    "UPDATE audit_log SET severity = 'WARNING' WHERE id = (SELECT audit_id FROM audit_seal WHERE seq = ?)",
    end - 2,
  );
  expect((await reseal(admin, end - 2)).status).toBe(200);
  const { objects } = await env.FILES.list({ prefix: "audit-archive/links/" });
  const texts = await Promise.all(
    objects.map(async ({ key }) => (await env.FILES.get(key))?.text()),
  );
  for (const { hash } of results) expect(texts.join("")).toContain(hash);
  const found = await call(admin, verifyAudit, { json: {} });
  expect(await found.json<OutputOf<typeof verifyAudit>>()).toMatchObject({
    ok: true,
    resealed: [{ broken_at: end - 2, problem: "changed", kept: end - 3 }],
  });
});

test("a writer that remembers an earlier end than the links have goes on from its own", async () => {
  await write(2);
  const end = await endOf();
  const { head } = await runInDurableObject(chain, (_object, { storage }) => ({
    head: storage.kv.get("head"),
  }));
  await write(2);
  // As if the two were rows of another time, with links that hold.
  await set(
    "DELETE FROM audit_log WHERE id IN (SELECT audit_id FROM audit_seal WHERE seq > ?)",
    end,
  );
  await set("UPDATE audit_seal SET purged_at = 1 WHERE seq > ?", end);
  await runInDurableObject(chain, (_object, { storage }) => {
    storage.kv.put("head", head);
    storage.kv.put("horizon", { DATA_CHANGE: Date.now() + 1e6 });
  });
  const forked = await verifyAll();
  expect(forked).toMatchObject({ ok: false, problem: "fork", broken_at: end + 1 });
  expect(await (await reseal(admin, end + 1)).json()).toMatchObject({ kept: end });
  expect(await verifyAll()).toMatchObject({ ok: true, unsealed: 0 });
});

test("where nothing that can be checked is left before the break, every row is sealed anew", async () => {
  await write(6);
  const anchor = await env.DB.prepare(
    "SELECT seq, hash, 1 AS at FROM audit_seal WHERE seq = 3",
  ).first();
  await set("DELETE FROM audit_log WHERE id IN (SELECT audit_id FROM audit_seal WHERE seq <= 4)");
  await set("DELETE FROM audit_seal WHERE seq <= 4");
  await runInDurableObject(chain, (_object, { storage }) => storage.kv.put("anchor", anchor));
  expect(await verifyAll()).toMatchObject({ problem: "missing", broken_at: 4 });
  expect(await (await reseal(admin, 4)).json()).toMatchObject({ kept: 0 });
  expect(await verifyAll()).toMatchObject({ ok: true, unsealed: 0, anchor: null });
});

test("cut off while the links go, it is broken still, and can be asked for again", async () => {
  await write(5);
  const end = await endOf();
  await set("UPDATE audit_seal SET hash = 'forged' WHERE seq = ?", end - 1);
  await runInDurableObject(chain, async (object) => {
    const inner = object as unknown as { env: { FILES: R2Bucket } };
    const real = inner.env.FILES;
    inner.env.FILES = { put: () => Promise.reject(new Error("cut off")) } as never;
    const by = { id: admin.id, login_id: "x" };
    const origin = { ip: null, userAgent: null };
    const asked = object.reseal({ broken_at: end - 1, by, origin, reason: "x" });
    await expect(asked).rejects.toThrow("cut off");
    inner.env.FILES = real;
  });
  expect(await verifyAll()).toMatchObject({ ok: false, broken_at: end - 1 });
  expect((await reseal(admin, end - 1)).status).toBe(200);
  expect((await verifyAll()).ok).toBe(true);
  expect(await chain.resealed()).toHaveLength(2);
});

test("only the break that was looked at, by a lasting administrator with a second factor", async () => {
  await write(5);
  const end = await endOf();
  expect(await codeOf(await reseal(admin, end))).toBe("LOG_004");
  await set("UPDATE audit_seal SET hash = 'forged' WHERE seq = ?", end - 2);
  expect(await codeOf(await reseal(admin, end))).toBe("LOG_004");
  expect(await codeOf(await reseal(admin, end - 3))).toBe("LOG_004");
  expect(await codeOf(await reseal(await signUp("admin"), end - 2))).toBe("AUTH_009");
  const forADay = await proveFactor(await elevate(await signUp("user")));
  expect(await codeOf(await reseal(forADay, end - 2))).toBe("AUTH_004");
  expect(await chain.resealed()).toEqual([]);
});
