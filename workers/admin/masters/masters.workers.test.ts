import { env } from "cloudflare:workers";
import { and, desc, eq, sql } from "drizzle-orm";
import { beforeAll, describe, expect, test } from "vitest";
import { listPrices } from "#contract/admin-price";
import * as contract from "#contract/master";
import type { MasterKind } from "#contract/master";
import { auditLog } from "../../platform/records/audit.sql.ts";
import { readEntries } from "../../masters/read-entries.ts";
import { isRefused } from "../../platform/assert-statement.ts";
import { openDb, runBatch } from "../../platform/db.ts";
import { bringer } from "../../testing/master-files.ts";
import { call, codeOf, signUp, type Person } from "../../testing/people.ts";
import { elevate, provedAdmin, proveFactor } from "../../testing/step-up.ts";
import { modelPrice } from "../../usage/model-price.sql.ts";
import { assertState, existingEntries, stateOf } from "./existing-entries.ts";

const db = openDb(env.DB);
let admin: Person;
beforeAll(async () => {
  admin = await provedAdmin();
});

const unique = () => crypto.randomUUID().slice(0, 8);

const { send, look, bring } = bringer(() => admin);
const exported = async (kind: MasterKind, query: Record<string, string>) =>
  (await call(admin, contract.exportMaster, { param: { kind }, query })).text();

describe("SA-040: master data from a file", () => {
  test("a preview says what is new, what changes and what is wrong; only a run of the same file writes", async () => {
    const name = `p-${unique()}`;
    await bring("prompt_templates", `name,body\n${name},first`);
    const text = `name,description,body\n${name},again,"Look at {{file}}\nand say"\nno good name,x,y\nnew-${name},,z\nnew-${name},,z`;
    const seen = await look("prompt_templates", text);
    expect(seen.rows.map(({ row, change }) => [row, change])).toEqual([
      [2, "update"],
      [3, null],
      [4, "new"],
      [5, null],
    ]);
    const other = await send("command_patterns", text, { token: seen.token ?? "" });
    expect(await codeOf(other)).toBe("BULK_002");
    const changed = await send("prompt_templates", `${text}\n`, { token: seen.token ?? "" });
    expect(await codeOf(changed)).toBe("BULK_001");
    const ran = await send("prompt_templates", text, { token: seen.token ?? "" });
    expect(await ran.json()).toMatchObject({ imported_count: 2, skipped_count: 2, success: true });

    const guest = await signUp("user");
    const { items } = await (
      await call(guest, contract.listPromptTemplates)
    ).json<{ items: { name: string; body: string }[] }>();
    expect(items.find((one) => one.name === name)?.body).toBe("Look at {{file}}\nand say");
    const trail = await db.select().from(auditLog).where(eq(auditLog.resourceId, name));
    expect(trail.map(({ action }) => action)).toEqual(["CREATE", "UPDATE"]);
  });

  test("a file nested deeper than the stack is a wrong file", async () => {
    const text = "[".repeat(60_000) + "]".repeat(60_000);
    const refused = await send("prompt_templates", text, { dry_run: "true" });
    expect([refused.status, await codeOf(refused)]).toEqual([422, "BULK_002"]);
  });

  test("a preview is good for one run, of two at the same time as well", async () => {
    const text = `name,body\nonce-${unique()},x`;
    const { token } = await look("prompt_templates", text);
    const runs = [1, 2].map(() => send("prompt_templates", text, { token: token ?? "" }));
    const answers = await Promise.all(runs);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    const late = await send("prompt_templates", text, { token: token ?? "" });
    expect(await codeOf(late)).toBe("BULK_001");
  });

  const price = (model: string, input: number, output: number) =>
    `model,effective_from,input,output,cache_read,cache_write_5m,cache_write_1h\n${model},2026-01-01T00:00:00Z,${input},${output},0.3,3.75,6`;
  test.each<[MasterKind, (id: string, text: string) => string]>([
    ["model_prices", (id, text) => price(id, text.length, 15)],
    ["prompt_templates", (id, text) => `name,body\n${id},${text}`],
    ["project_templates", (id, text) => `name,path,content\n${id},a.txt,${text}`],
    ["command_patterns", (id, text) => `pattern,effect,note\n${id},ask,${text}`],
  ])(
    "%s: what somebody else changed or brought after the preview is not written over",
    async (kind, file) => {
      const there = `m-${unique()}`;
      await bring(kind, file(there, "a"));
      for (const id of [there, `n-${unique()}`]) {
        const { token } = await look(kind, file(id, "mine"));
        const entries = readEntries(kind, file(id, "mine")).flatMap(({ entry }) => entry ?? []);
        const asSeen = assertState(db, kind, stateOf(entries, await existingEntries(db, kind)));
        await runBatch(db, asSeen);
        await bring(kind, file(id, "theirs!"));
        // What the batch itself would say, had the change come after the last look at it.
        await expect(runBatch(db, asSeen)).rejects.toSatisfy(isRefused);
        const trail = () => db.$count(auditLog);
        const before = await trail();
        const late = await send(kind, file(id, "mine"), { token: token ?? "" });
        expect([late.status, await codeOf(late)]).toEqual([412, "EDIT_001"]);
        expect(await trail()).toBe(before);
      }
    },
  );

  test("of two runs at once onto the same price, one is refused", async () => {
    const model = `m-${unique()}`;
    const files = [4, 9].map((input) => price(model, input, 20));
    const seen = await Promise.all(files.map((text) => look("model_prices", text)));
    const answers = await Promise.all(
      files.map((text, at) => send("model_prices", text, { token: seen[at]?.token ?? "" })),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 412]);
  });

  test("prices come in dollars for a million tokens, as CSV and as JSON", async () => {
    const model = `m-${unique()}`;
    await bring(
      "model_prices",
      `model,effective_from,input,output,cache_read,cache_write_5m,cache_write_1h\n${model},2026-01-01T00:00:00Z,3,15,0.3,3.75,6`,
    );
    const where = eq(modelPrice.model, model);
    expect(await db.select().from(modelPrice).where(where)).toMatchObject([
      { input: 3_000_000, cacheRead: 300_000, promptOver: 0 },
    ]);
    const entry = { effective_from: "2026-01-01T00:00:00Z", output: 15, cache_read: 0.3 };
    const more = { cache_write_5m: 3.75, cache_write_1h: 6 };
    await bring("model_prices", JSON.stringify([{ model, input: 4, ...entry, ...more }]));
    expect(await db.select().from(modelPrice).where(where)).toMatchObject([{ input: 4_000_000 }]);
    const wrong = await look(
      "model_prices",
      JSON.stringify([{ model, input: -1, ...entry, ...more }]),
    );
    expect(wrong.errors).toHaveLength(1);
  });

  test("a price of 0 is said to be meant, never all of them are, and what was there stays on record", async () => {
    const model = `m-${unique()}`;
    const entry = { model, effective_from: "2026-01-01T00:00:00Z", input: 3, output: 15 };
    const cache = { cache_read: 1, cache_write_5m: 1, cache_write_1h: 1 };
    const listed = (...entries: object[]) => JSON.stringify(entries);
    await bring("model_prices", listed({ ...entry, ...cache }));
    const free = { ...entry, ...cache, input: 0 };
    const refused = await look("model_prices", listed(free));
    expect(refused).toMatchObject({ imported_count: 0, token: null });
    expect(refused.rows[0]?.error).toBe("a price of 0 takes allow_zero: true");
    const meant = listed({ ...free, allow_zero: true });
    expect((await look("model_prices", meant)).rows[0]?.detail).toBe(
      "2026-01-01T00:00:00Z · $3 / $15 → $0 / $15",
    );
    await bring("model_prices", meant);
    const price = `${model} 2026-01-01T00:00:00.000Z`;
    const trail = await db.select().from(auditLog).where(eq(auditLog.resourceId, price));
    expect(trail.map((row) => [row.action, row.oldValue?.["input"] ?? null])).toEqual([
      ["CREATE", null],
      ["UPDATE", 3_000_000],
    ]);
    expect(trail[1]).toMatchObject({ newValue: { input: 0 }, changedFields: ["input"] });
    // The way back: what the export gives is taken.
    const all = await exported("model_prices", { format: "csv" });
    const again = await look("model_prices", all);
    expect(again.skipped_count).toBe(0);
    expect(again.rows.every(({ change }) => change === "update")).toBe(true);
    const { items } = await (await call(admin, listPrices)).json<{ items: object[] }>();
    const zero = { input: 0, output: 0, cache_read: 0, cache_write_5m: 0, cache_write_1h: 0 };
    const none = listed(...items.map((one) => Object.assign(one, zero, { allow_zero: true })));
    const { token } = await look("model_prices", none);
    const kept = await send("model_prices", none, { token: token ?? "" });
    expect([kept.status, await codeOf(kept)]).toEqual([409, "PRICE_003"]);
  });

  test("an import puts what it replaces on record: the text of a prompt, the effect of a rule, a template's files by name", async () => {
    const name = `p-${unique()}`;
    const twice = async (kind: MasterKind, id: string, first: object, second: object) => {
      await bring(kind, JSON.stringify([first]));
      await bring(kind, JSON.stringify([second]));
      const trail = await db.select().from(auditLog).where(eq(auditLog.resourceId, id));
      return trail.find((row) => row.action === "UPDATE")?.oldValue;
    };
    expect(
      await twice("prompt_templates", name, { name, body: "old" }, { name, body: "new" }),
    ).toMatchObject({ body: "old" });
    const pattern = `git ${name}`;
    expect(
      await twice(
        "command_patterns",
        pattern,
        { pattern, effect: "deny" },
        { pattern, effect: "ask" },
      ),
    ).toMatchObject({ effect: "deny" });
    const files = (path: string) => ({ name: `t-${name}`, files: { [path]: "x" } });
    expect(
      await twice("project_templates", `t-${name}`, files("a.txt"), files("b.txt")),
    ).toMatchObject({
      files: ["a.txt"],
    });
  });

  test.each(["project_templates", "prompt_templates", "model_prices", "command_patterns"] as const)(
    "the example of %s can be imported, in both formats",
    async (kind) => {
      for (const format of ["csv", "json"]) {
        const seen = await look(kind, await exported(kind, { format, template: "true" }));
        expect(seen).toMatchObject({ success: true, skipped_count: 0 });
      }
    },
  );

  test.each([
    ["../up.txt", "a"],
    ["/etc/passwd", "a"],
    [".engawa/x", "a"],
    ["nul.txt", "a\\u0000b"],
    ["big.txt", "x".repeat(1024 * 1024 + 1)],
  ])("a template with the file %s is refused", async (path, content) => {
    const body = content.replace("\\u0000", "\0");
    const seen = await look(
      "project_templates",
      JSON.stringify([{ name: "n", files: { [path]: body } }]),
    );
    expect(seen).toMatchObject({ imported_count: 0, token: null });
  });

  test("what is taken out is on record; an example to fill in is nobody's", async () => {
    const count = () =>
      db.$count(
        auditLog,
        and(eq(auditLog.action, "EXPORT"), eq(auditLog.resourceType, "COMMAND_PATTERN")),
      );
    const before = await count();
    await exported("command_patterns", { template: "true" });
    expect(await count()).toBe(before);
    await exported("command_patterns", { format: "json" });
    expect(await count()).toBe(before + 1);
    const listed = JSON.parse(await exported("command_patterns", { format: "json" })) as unknown[];
    const [end] = await db
      .select()
      .from(auditLog)
      .where(eq(auditLog.action, "EXPORT_ENDED"))
      .orderBy(desc(sql`rowid`))
      .limit(1);
    expect(end).toMatchObject({
      resourceType: "COMMAND_PATTERN",
      metadata: { records: listed.length },
    });
  });

  test("what is no target, and who has no second factor, is refused", async () => {
    expect(await codeOf(await send("users", "name\nx", { dry_run: "true" }))).toBe("REQUEST_001");
    const unproved = await signUp("admin");
    const refused = await call(unproved, contract.importMaster, { body: new FormData() });
    expect(refused.status).toBe(403);
  });

  test("who is an administrator for a day brings neither prices nor rules of the shell (U-140)", async () => {
    const by = await elevate(await proveFactor(await signUp("user")));
    const told = async (target: MasterKind) =>
      codeOf(await send(target, "x\n1", { dry_run: "true" }, "a.csv", by));
    expect([await told("model_prices"), await told("command_patterns")]).toEqual([
      "AUTH_004",
      "AUTH_004",
    ]);
  });
});
