import { env } from "cloudflare:workers";
import { asc, eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { auditLog } from "../platform/records/audit.sql.ts";
import { openDb } from "../platform/db.ts";
import { createFile, deleteFile, importArchive, saveFile } from "#contract/file";
import { createProject } from "#contract/project";
import { addressOf, call, request, signUp } from "../testing/people.ts";
import { storeInline } from "./blobs.ts";
import { commit, putFile } from "./commit.ts";
import { tar } from "./import/testing.ts";
import { recordChanges } from "./record-changes.ts";
import { bytes, inside, person, type Parts } from "./testing.ts";

const db = openDb(env.DB);
const agent = { kind: "agent", user_id: "u1", session_id: "s1", turn_id: "t1" } as const;

const rowsOf = (projectId: string) =>
  db
    .select()
    .from(auditLog)
    .where(eq(auditLog.resourceId, projectId))
    .orderBy(asc(auditLog.createdAt));

const filesOf = async (projectId: string) =>
  (await rowsOf(projectId)).filter((row) => row.resourceType === "FILE");

const write = (
  { journal, blobs }: Parts,
  names: readonly string[],
  origin: typeof agent | typeof person,
) =>
  commit(journal, origin, (tx) => {
    for (const name of names) putFile(tx, name, storeInline(blobs, bytes(name), name));
  });

test("what people do to files over REST is on record, with request, address and hashes (U-144)", async () => {
  const owner = await signUp("user");
  const made = await call(owner, createProject, { json: { name: "recorded" } });
  const { id } = (await made.json()) as { id: string };
  const file = { param: { path: "src/a.txt" }, query: { project_id: id } };
  const created = await request("POST", addressOf(createFile, file), {
    as: owner,
    body: "one",
    headers: { "cf-connecting-ip": "203.0.113.5" },
  });
  await request("PUT", addressOf(saveFile, file), {
    as: owner,
    body: "two",
    headers: { "if-match": '"1"' },
  });
  await call(owner, deleteFile, file);
  const archive = tar([
    { name: "x/1.txt", body: "1" },
    { name: "x/2.txt", body: "22" },
  ]);
  await call(owner, importArchive, { param: { id }, body: archive });
  await expect.poll(() => filesOf(id), { timeout: 5000 }).toHaveLength(4);
  const rows = await filesOf(id);
  expect(rows.map((row) => row.action).sort()).toEqual(["CREATE", "DELETE", "IMPORT", "UPDATE"]);
  const by = (action: string) => rows.find((row) => row.action === action);
  const hash = expect.stringMatching(/^[0-9a-f]{64}$/);
  expect(by("CREATE")).toMatchObject({
    userId: owner.id,
    requestId: created.headers.get("x-request-id"),
    ipAddress: "203.0.113.5",
    newValue: { path: "src/a.txt", hash },
    metadata: { by: "user" },
  });
  expect(by("UPDATE")).toMatchObject({ oldValue: { hash }, newValue: { hash } });
  expect(by("UPDATE")?.oldValue).not.toEqual(by("UPDATE")?.newValue);
  expect(by("DELETE")).toMatchObject({ oldValue: { path: "src/a.txt", hash }, newValue: null });
  expect(by("IMPORT")?.metadata).toMatchObject({ by: "import", files: { create: 2 }, bytes: 3 });
  expect(JSON.stringify(rows)).not.toContain('"two"');
});

test("what the agent does is on record with its chat and turn", async () => {
  await inside(async (parts) => {
    write(parts, ["a.txt"], agent);
    await recordChanges(parts.sql, env.DB, parts.blobs.project());
    expect(await filesOf(parts.blobs.project())).toMatchObject([
      {
        action: "CREATE",
        userId: "u1",
        metadata: { by: "agent", session_id: "s1", turn_id: "t1" },
      },
    ]);
  });
});

test("a change of many files is one row with their number", async () => {
  await inside(async (parts) => {
    write(
      parts,
      Array.from({ length: 500 }, (_one, n) => `f${n}.txt`),
      agent,
    );
    await recordChanges(parts.sql, env.DB, parts.blobs.project());
    const rows = await filesOf(parts.blobs.project());
    expect(rows).toHaveLength(1);
    expect(rows[0]?.metadata).toMatchObject({ files: { create: 500 } });
    expect(rows[0]?.metadata?.["paths"]).toHaveLength(20);
  });
});

test("what D1 did not take waits, and what was written when the object died is not written twice", async () => {
  await inside(async (parts) => {
    const { sql, blobs } = parts;
    const down = {
      ...env.DB,
      prepare: () => {
        throw new Error("down");
      },
    } as unknown as D1Database;
    write(parts, ["a.txt"], person);
    await expect(recordChanges(sql, down, blobs.project())).rejects.toThrow();
    expect(await filesOf(blobs.project())).toHaveLength(0);
    const waiting = sql.exec("SELECT first, last FROM unrecorded").toArray();
    expect(waiting).toHaveLength(1);
    await recordChanges(sql, env.DB, blobs.project());
    for (const { first, last } of waiting) {
      sql.exec(
        "INSERT INTO unrecorded (first, last, via) VALUES (?, ?, NULL)",
        first ?? 0,
        last ?? 0,
      );
    }
    write(parts, ["b.txt"], person);
    await recordChanges(sql, env.DB, blobs.project());
    expect((await filesOf(blobs.project())).map((row) => row.newValue?.["path"])).toEqual([
      "a.txt",
      "b.txt",
    ]);
  });
});

test("hundreds of commits arrive in steps, each change once", async () => {
  await inside(async (parts) => {
    for (let n = 0; n < 205; n++) write(parts, [`f${n}.txt`], n % 2 ? agent : person);
    let steps = 0;
    while (await recordChanges(parts.sql, env.DB, parts.blobs.project())) steps += 1;
    expect(steps).toBeGreaterThan(10);
    expect(await filesOf(parts.blobs.project())).toHaveLength(205);
  });
});
