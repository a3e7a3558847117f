import { env } from "cloudflare:workers";
import { beforeAll, expect, test } from "vitest";
import { auditStatement, type AuditEntry } from "../platform/records/audit.ts";
import { openDb, runBatch } from "../platform/db.ts";
import { eraseAuditDetails } from "../platform/records/erase-audit.ts";
import { chain, newChain, nobody, set, tamper, verifyAll } from "../testing/audit-chain.ts";
import { signUp } from "../testing/people.ts";

const db = openDb(env.DB);
beforeAll(newChain);

type By = string | null | { readonly id: string; readonly impersonator: { readonly id: string } };

async function write(by: By, resource: AuditEntry["resource"], action: string, more = {}) {
  const id = crypto.randomUUID();
  const actor = typeof by === "string" ? { id: by } : (by as never);
  const once = { id, at: Date.now() };
  const values = { before: { value: 1 }, after: { value: 2 } };
  const entry = { once, event: "SECURITY" as const, resource, action, ...values, ...more };
  await runBatch(db, auditStatement(db, actor, nobody, entry));
  return id;
}

async function gone(id: string) {
  await chain.seal();
  await runBatch(db, eraseAuditDetails(db, id));
  await set("UPDATE user SET status = 'deleted' WHERE id = ?", id);
}

/** Values and origin are both there, or neither is. */
async function isWhole(id: string): Promise<boolean> {
  const row = await env.DB.prepare("SELECT * FROM audit_log WHERE id = ?")
    .bind(id)
    .first<Record<string, unknown>>();
  const kept = [row?.["new_value"], row?.["ip_address"], row?.["user_agent"]];
  expect(new Set(kept.map((value) => value !== null)).size).toBe(1);
  return row?.["erased_at"] === null && kept[0] !== null;
}

const wholeOf = async (ids: Readonly<Record<string, string>>) => {
  const all = Object.entries(ids);
  const kept = await Promise.all(all.map(async ([name, id]) => [name, await isWhole(id)] as const));
  return kept.filter(([, whole]) => whole).map(([name]) => name);
};

test("an administrator who leaves takes no trace of what they did to others and to the site (T-23)", async () => {
  const [admin, other] = [(await signUp("admin")).id, (await signUp("user")).id];
  const [mine, theirs, binned] = [1, 2, 3].map(() => crypto.randomUUID());
  await write(other, ["PROJECT", String(theirs)], "CREATE");
  const kept = {
    setting: await write(admin, ["SYSTEM_SETTING", "SECURITY.max_login_attempts"], "UPDATE"),
    limits: await write(admin, ["USER", other], "LIMITS_CHANGED"),
    role: await write(admin, ["USER", other], "ROLE_CHANGED"),
    export: await write(admin, ["USER", null], "EXPORT"),
    read: await write(admin, ["SESSION", crypto.randomUUID()], "READ_CONTENT"),
    file: await write(admin, ["FILE", String(theirs)], "DELETE"),
    deleted: await write(admin, ["PROJECT", String(theirs)], "DELETE"),
    purged: await write(admin, ["PROJECT", String(binned)], "PURGE", {
      metadata: { owner_id: other },
    }),
    binned: await write(admin, ["PROJECT", String(binned)], "DELETE"),
    ownLimits: await write(admin, ["USER", admin], "LIMITS_CHANGED"),
    ownFinding: await write(admin, ["USER", admin], "FINDING_DISMISSED"),
    elevation: await write(admin, ["ACCESS_REQUEST", crypto.randomUUID()], "ELEVATION_ENDED"),
    ended: await write(null, ["USER", admin], "ELEVATION_ENDED"),
    acting: await write({ id: other, impersonator: { id: admin } }, ["USER", other], "UPDATE"),
  };
  const own = {
    login: await write(admin, ["USER", admin], "LOGIN_SUCCESS"),
    guessed: await write(null, ["USER", admin], "LOGIN_FAILED"),
    project: await write(admin, ["PROJECT", String(mine)], "CREATE"),
    ownFile: await write(admin, ["FILE", String(mine)], "CREATE"),
    view: await write(admin, ["SAVED_VIEW", crypto.randomUUID()], "CREATE"),
  };
  await gone(admin);
  expect(await wholeOf({ ...own, ...kept })).toEqual(Object.keys(kept));
  expect((await verifyAll()).ok).toBe(true);
  await gone(other);
  expect(await wholeOf(kept)).toEqual(Object.keys(kept));
  expect((await verifyAll()).ok).toBe(true);
});

test("of a person who is gone the records keep what was set for them, and lose what names them (U-124)", async () => {
  const [admin, person] = [(await signUp("admin")).id, (await signUp("user")).id];
  const about = (action: string, more = {}) => write(admin, ["USER", person], action, more);
  const rows = {
    limits: await about("LIMITS_CHANGED"),
    disabled: await about("DISABLE", { before: { status: "active" }, after: { status: "no" } }),
    lifted: await about("UPDATE", {
      before: { name: "A", hold: true },
      after: { name: "B", hold: false },
    }),
    invited: await about("INVITE", { after: { email: "a@b.test" } }),
    renamed: await about("UPDATE", { before: { name: "A" }, after: { name: "B" } }),
  };
  await gone(person);
  expect(await wholeOf(rows)).toEqual(["limits", "disabled", "lifted"]);
  expect((await verifyAll()).ok).toBe(true);
});

test("a row that no account's end erases is not erased by being called so (T-23)", async () => {
  const admin = (await signUp("admin")).id;
  const id = await write(admin, ["SYSTEM_SETTING", "SECURITY.max_login_attempts"], "UPDATE");
  await gone(admin);
  const row = await env.DB.prepare("SELECT * FROM audit_log WHERE id = ?")
    .bind(id)
    .first<Record<string, unknown>>();
  const columns = ["old_value", "new_value", "ip_address", "user_agent", "metadata", "erased_at"];
  const fill = (values: readonly unknown[]) => () =>
    set(
      `UPDATE audit_log SET ${columns.map((name) => `${name} = ?`).join()} WHERE id = ?`,
      ...values,
      id,
    );
  const forged = await tamper(
    fill([null, null, null, null, null, 1]),
    fill(columns.map((name) => row?.[name])),
  );
  expect(forged).toMatchObject({ ok: false, problem: "changed" });
});

test("an account in its 14 days is not gone: nothing of it may be erased yet", async () => {
  const { id } = await signUp("user");
  await write(id, ["USER", id], "LOGIN_SUCCESS");
  await gone(id);
  await set("UPDATE user SET gone_at = 1 WHERE id = ?", id);
  expect(await verifyAll()).toMatchObject({ ok: false, problem: "changed" });
  await set("UPDATE user SET gone_at = NULL WHERE id = ?", id);
  expect((await verifyAll()).ok).toBe(true);
});
