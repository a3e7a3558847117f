/** One writer seals rows in the order they were written, whoever asks and whatever is cut off (T-23). */
import { runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { beforeAll, expect, test } from "vitest";
import { openDb, runBatch } from "../platform/db.ts";
import { eraseAuditDetails } from "../platform/records/erase-audit.ts";
import { chain, newChain, record, verifyAll } from "../testing/audit-chain.ts";

const db = openDb(env.DB);
beforeAll(newChain);

test("rows written at once by many are sealed in one chain, each once", async () => {
  const user = crypto.randomUUID();
  const writes = Array.from({ length: 60 }, (_one, at) => runBatch(db, record(user, at)));
  await Promise.all([...writes, chain.seal(), chain.seal(), chain.seal()]);
  await chain.seal();
  const count = await env.DB.prepare(
    "SELECT count(*) AS n FROM audit_seal JOIN audit_log ON audit_log.id = audit_id WHERE user_id = ?",
  )
    .bind(user)
    .first<number>("n");
  expect(count).toBe(60);
  expect(await verifyAll()).toMatchObject({ ok: true, unsealed: 0, problem: null });
});

test("a row written while others are being sealed is sealed when its own call returns", async () => {
  const user = crypto.randomUUID();
  await runInDurableObject(chain, async (object) => {
    const inner = object as unknown as { env: { DB: D1Database } };
    const real = inner.env.DB;
    let pass = () => {};
    let goOn = () => {};
    const isPast = new Promise<void>((done) => (pass = done));
    const goesOn = new Promise<void>((done) => (goOn = done));
    // Held where it has read that no row is left.
    const prepare = (sql: string) => {
      const statement = real.prepare(sql);
      if (!sql.includes("FROM audit_log WHERE rowid > ?")) return statement;
      const all = async (...values: unknown[]) => {
        const found = await statement.bind(...values).all();
        if (found.results.length === 0) await (pass(), goesOn);
        return found;
      };
      return { bind: (...values: unknown[]) => ({ all: () => all(...values) }) };
    };
    inner.env.DB = { prepare } as never;
    const first = object.seal();
    await isPast;
    inner.env.DB = real;
    await runBatch(db, record(user, 1));
    const second = object.seal();
    goOn();
    expect([await first, await second]).toEqual([0, 1]);
  });
  expect(await verifyAll()).toMatchObject({ ok: true, unsealed: 0 });
});

test("what is sealed while somebody looks is no fork", async () => {
  await runBatch(db, record(crypto.randomUUID(), 1));
  const found = await runInDurableObject(chain, async (object) => {
    const { env: site } = object as unknown as { env: { DB: D1Database } };
    const real = site.DB;
    const asIs = async () => {
      await Promise.all([1, 2, 3].map(() => real.prepare("select 1").run()));
    };
    let more: Promise<unknown> | null = null;
    site.DB = new Proxy(real, {
      get: (target, name) => (sql: string) => {
        const statement = target[name as "prepare"](sql);
        if (more !== null || !sql.includes("LEFT JOIN audit_log")) return statement;
        more = runBatch(db, record(crypto.randomUUID(), 2)).then(() => object.seal());
        const late = async () => {
          await Promise.race([more, asIs().then(asIs).then(asIs)]);
          return statement;
        };
        return {
          bind: (...values: unknown[]) => ({
            all: async () => (await late()).bind(...values).all(),
          }),
        };
      },
    });
    let step = await object.verify(1);
    while (step.next !== null) step = await object.verify(step.next);
    site.DB = real;
    await more;
    return step;
  });
  expect(found).toMatchObject({ ok: true, problem: null });
});

test("a step that was cut off between its two writes is made again, with the same links", async () => {
  const head = await runInDurableObject(chain, (_object, state) => state.storage.kv.get("head"));
  await runBatch(db, record(crypto.randomUUID(), 1));
  await chain.seal();
  await runInDurableObject(chain, (_object, state) => state.storage.kv.put("head", head));
  await chain.seal();
  expect((await verifyAll()).ok).toBe(true);
});

test("a step that was cut off stands, also where its rows were erased before it is made again", async () => {
  const user = crypto.randomUUID();
  await chain.seal();
  await runBatch(db, record(user, 1), record(user, 2));
  await runInDurableObject(chain, async (object) => {
    const { env: site } = object as unknown as { env: { DB: D1Database } };
    const real = site.DB;
    const cutOff = (statement: D1PreparedStatement) => ({
      bind: (...values: unknown[]) => ({
        run: async () => {
          await statement.bind(...values).run();
          throw new Error("cut off");
        },
      }),
    });
    site.DB = new Proxy(real, {
      get: (target, name) => (sql: string) => {
        const statement = target[name as "prepare"](sql);
        return sql.startsWith("INSERT INTO audit_seal") ? cutOff(statement) : statement;
      },
    });
    await expect(object.seal()).rejects.toThrow("cut off");
    site.DB = real;
  });
  await runBatch(db, eraseAuditDetails(db, user));
  await runBatch(db, record(crypto.randomUUID(), 1));
  await chain.seal();
  expect(await verifyAll()).toMatchObject({ ok: true, problem: null, unsealed: 0 });
});
