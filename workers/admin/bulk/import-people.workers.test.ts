import { env } from "cloudflare:workers";
import { and, eq, inArray } from "drizzle-orm";
import { beforeAll, describe, expect, test } from "vitest";
import * as contract from "#contract/admin-bulk";
import { oneTimeToken } from "../../auth/one-time-token.sql.ts";
import { user } from "../../auth/user.sql.ts";
import { runJobNow } from "../../jobs/drive.ts";
import { job } from "../../jobs/job.sql.ts";
import { storeJob } from "../../jobs/start-job.ts";
import { bySystem } from "../../platform/records/audit.ts";
import { auditLog } from "../../platform/records/audit.sql.ts";
import { openDb } from "../../platform/db.ts";
import {
  addressOf,
  createAccount,
  codeOf,
  request,
  signUp,
  type Person,
} from "../../testing/people.ts";
import { elevate, provedAdmin } from "../../testing/step-up.ts";
import { userLimit } from "../../usage/user-limit.sql.ts";
import { forgetImportRows } from "./forget-rows.ts";
import { importUsersKind } from "./import-kind.ts";
import { importRow } from "./import-row.sql.ts";

const db = openDb(env.DB);
let admin: Person;
beforeAll(async () => {
  admin = await provedAdmin();
});

type Answer = contract.ImportAnswer;

async function send(
  text: string | Uint8Array<ArrayBuffer>,
  fields: Record<string, string> = {},
  as = admin,
) {
  const form = new FormData();
  form.set("file", new File([text], "people.csv", { type: "text/csv" }));
  for (const [key, value] of Object.entries(fields)) form.set(key, value);
  return request("POST", addressOf(contract.importUsers), { as, body: form });
}
const preview = async (text: string | Uint8Array<ArrayBuffer>) =>
  (await (await send(text, { dry_run: "true" })).json()) as Answer;
const fresh = () => `${crypto.randomUUID()}@example.test`;
const find = (email: string) => db.select().from(user).where(eq(user.email, email)).get();

describe("SA-027: people from a CSV", () => {
  test("the preview says what is wrong in which row, and writes nothing", async () => {
    const there = await createAccount("user");
    const one = fresh();
    const found = await preview(
      [
        "Email,Name,Role,Calls_per_day",
        `${one},"Sato, ""K""",user,100`,
        `${one.toUpperCase()},Twice,user,`,
        `${there.email.toUpperCase()},There,user,`,
        "no address,X,user,",
        `${fresh()},,user,`,
        `${fresh()},X,owner,`,
        `${fresh()},X,user,many`,
        "nobody,,owner,9",
      ].join("\r\n"),
    );
    expect(found).toMatchObject({ success: true, dry_run: true, imported_count: 1 });
    expect(found).toMatchObject({ skipped_count: 7, total: 8 });
    expect(found.errors.map(({ row, error }) => `${row} ${error}`)).toEqual([
      "3 Same e-mail address as in row 2",
      "4 This e-mail address is already registered",
      "5 Invalid email format",
      "6 The name must be 1 to 100 characters long",
      "7 The role must be user or admin",
      "8 calls_per_day must be a number or unlimited",
      "9 Invalid email format. The name must be 1 to 100 characters long. The role must be user or admin",
    ]);
    // What is wrong is read first.
    expect(found.rows.map(({ row }) => row)).toEqual([3, 4, 5, 6, 7, 8, 9, 2]);
    expect(found.rows.at(-1)).toMatchObject({ email: one, name: 'Sato, "K"', error: null });
    expect(found.rows.at(-1)?.limits).toEqual({ calls_per_day: "100" });
    expect(await find(one)).toBeUndefined();
  });

  test("the run invites: no password, the limits of the file, a mail, a record each", async () => {
    const [a, b] = [fresh(), fresh()];
    const text = `email,name,role,calls_per_day,storage_mb,monthly_budget_usd\n${a},=1+1,admin,7,2,unlimited\n${b},B,,,,\nbad,C,,,,`;
    const { token } = await preview(text);
    const ran = (await (await send(text, { token: token ?? "" })).json()) as Answer;
    expect(ran).toMatchObject({
      success: true,
      imported_count: 2,
      skipped_count: 1,
      dry_run: false,
    });
    expect(ran.errors).toEqual([{ row: 4, error: "Invalid email format" }]);
    const made = (await find(a)) ?? expect.fail("not there");
    expect(made).toMatchObject({
      name: "=1+1",
      role: "admin",
      status: "invited",
      passwordHash: null,
    });
    const limits = await db.select().from(userLimit).where(eq(userLimit.userId, made.id));
    expect(Object.fromEntries(limits.map(({ kind, value }) => [kind, value]))).toEqual({
      calls_per_day: 7,
      storage_bytes: 2 * 1024 ** 2,
      monthly_budget_micro_usd: null,
    });
    const tokens = await db.$count(
      oneTimeToken,
      and(eq(oneTimeToken.userId, made.id), eq(oneTimeToken.kind, "invitation")),
    );
    expect(tokens).toBe(1);
    const record = await db.select().from(auditLog).where(eq(auditLog.resourceId, made.id));
    expect(record).toMatchObject([
      {
        action: "INVITE",
        severity: "CRITICAL",
        userId: admin.id,
        metadata: { job_id: ran.job_id },
      },
    ]);
    expect(await db.$count(importRow, eq(importRow.jobId, ran.job_id ?? ""))).toBe(0);
  });

  test("who is given no language is invited in the administrator's own", async () => {
    const [a, b] = [fresh(), fresh()];
    const text = `email,name,language\n${a},A,\n${b},B,ja`;
    const languages = async () => {
      const { rows, token } = await preview(text);
      return { shown: rows.map(({ language }) => language), token };
    };
    await db.update(user).set({ language: "ja" }).where(eq(user.id, admin.id));
    const seen = await languages();
    expect(seen.shown).toEqual(["ja", "ja"]);
    await db.update(user).set({ language: "en" }).where(eq(user.id, admin.id));
    const { shown, token } = await languages();
    expect(shown).toEqual(["en", "ja"]);
    // What was looked at before was another import.
    expect(await codeOf(await send(text, { token: seen.token ?? "" }))).toBe("BULK_001");
    await send(text, { token: token ?? "" });
    expect([(await find(a))?.language, (await find(b))?.language]).toEqual(["en", "ja"]);
    await db.update(user).set({ language: null }).where(eq(user.id, admin.id));
  });

  test("of two runs with one preview, one invites and the other is refused", async () => {
    const text = `email,name\n${fresh()},A\n${fresh()},B`;
    const { token } = await preview(text);
    const both = await Promise.all([
      send(text, { token: token ?? "" }),
      send(text, { token: token ?? "" }),
    ]);
    expect(both.map(({ status }) => status).toSorted()).toEqual([200, 409]);
    const refused = both.find(({ status }) => status === 409);
    expect(["JOB_003", "BULK_001"]).toContain(refused && (await codeOf(refused)));
    // Nothing runs any more that one could wait for.
    expect(await codeOf(await send(text, { token: token ?? "" }))).toBe("BULK_001");
  });

  test("a run without a preview, of another file or by somebody else is refused", async () => {
    const text = `email,name\n${fresh()},A`;
    const { token } = await preview(text);
    const other = await provedAdmin();
    const tries = [
      await send(text),
      await send(`${text} `, { token: token ?? "" }),
      await send(text, { token: token ?? "" }, other),
    ];
    for (const tried of tries)
      expect([tried.status, await codeOf(tried)]).toEqual([409, "BULK_001"]);
  });

  test("what Excel in Japan saves is read", async () => {
    const name = [0x8e, 0x52, 0x93, 0x63];
    const email = fresh();
    const text = new TextEncoder().encode(`email,name\r\n${email},`);
    expect((await preview(new Uint8Array([...text, ...name]))).rows[0]).toMatchObject({
      name: "山田",
    });
  });

  test("a column nobody knows, too many rows and what is no form are refused", async () => {
    const columns = await send("email,name,password\na@b.example,A,secret", { dry_run: "true" });
    expect([columns.status, await codeOf(columns)]).toEqual([422, "BULK_002"]);
    const many = await send(`email,name\n${"a@b.example,A\n".repeat(5001)}`, { dry_run: "true" });
    expect(await codeOf(many)).toBe("BULK_002");
    const large = await send("x".repeat(3 * 1024 * 1024), { dry_run: "true" });
    expect(large.status).toBe(413);
    const none = await request("POST", addressOf(contract.importUsers), { as: admin, body: "x" });
    expect(none.status).toBe(415);
    const slip = await send("email,name\na@b.example,A", { dry_run: "yes" });
    expect([slip.status, await codeOf(slip)]).toEqual([400, "REQUEST_001"]);
  });

  test("asks for the second factor", async () => {
    const unproved = await signUp("admin");
    const refused = await send("email,name\na@b.example,A", { dry_run: "true" }, unproved);
    expect(refused.status).toBe(403);
  });
});

test("who is no lasting administrator any more when a row's turn comes adds none (U-140)", async () => {
  const other = await signUp("admin");
  const [actor, email] = [{ id: other.id, key: null }, fresh()];
  const start = { db, actor, origin: bySystem, kind: importUsersKind, params: { site: "" } };
  const id = await storeJob(start);
  const person = { email, name: "N", role: "admin", language: "ja", limits: [] };
  await db.insert(importRow).values({ jobId: id, row: 2, data: person });
  await db.update(user).set({ role: "user" }).where(eq(user.id, other.id));
  await elevate(other);
  await runJobNow(env, importUsersKind, id);
  const [ended] = await db.select().from(job).where(eq(job.id, id));
  expect(ended).toMatchObject({ state: "failed", error: "AUTH_004" });
  expect(await find(email)).toBeUndefined();
});

test("what a cancelled import left is forgotten, what waits for its job is kept", async () => {
  const [gone, waiting] = [crypto.randomUUID(), crypto.randomUUID()];
  const now = new Date();
  const times = { createdAt: now, heartbeat: now };
  const row = { kind: "import_users", params: {}, problems: [], origin: bySystem, ...times };
  await db.insert(job).values([
    { id: gone, state: "cancelled", ...row },
    { id: waiting, state: "waiting", ...row },
  ]);
  await db.insert(importRow).values([
    { jobId: gone, row: 2, data: {} },
    { jobId: waiting, row: 2, data: {} },
  ]);
  await forgetImportRows(env);
  expect(await db.$count(importRow, eq(importRow.jobId, gone))).toBe(0);
  expect(await db.$count(importRow, eq(importRow.jobId, waiting))).toBe(1);
  await db.delete(job).where(inArray(job.id, [gone, waiting]));
});
