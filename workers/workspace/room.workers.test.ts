import { createHash } from "node:crypto";
import { env } from "cloudflare:workers";
import { expect, test, vi } from "vitest";
import { createFile, importArchive, saveFile } from "#contract/file";
import { archiveProject, createProject, deleteProject } from "#contract/project";
import { meterOf } from "../meter/rpc.ts";
import { openDb } from "../platform/db.ts";
import { codeOf, call, signUp, type Person } from "../testing/people.ts";
import { proveFactor } from "../testing/step-up.ts";
import { userLimit } from "../usage/user-limit.sql.ts";
import { pastBytes } from "./past-bodies.ts";
import { storedBytes } from "./room.ts";
import { totalSize } from "./tree.ts";
import { runInDurableObject } from "cloudflare:test";
import { tar } from "./import/testing.ts";

const MB = 1024 * 1024;

async function owner(quota: number) {
  const person = await signUp("user");
  const row = {
    userId: person.id,
    kind: "storage_bytes",
    value: quota,
    setAt: new Date(),
  } as const;
  await openDb(env.DB).insert(userLimit).values(row);
  return person;
}

async function project(person: Person): Promise<string> {
  const made = await call(person, createProject, { json: { name: "room" } });
  return ((await made.json()) as { id: string }).id;
}

const body = (bytes: number): Uint8Array => new Uint8Array(bytes).fill(97);

const create = (person: Person, project_id: string, path: string, bytes: number) =>
  call(person, createFile, { param: { path }, query: { project_id }, body: body(bytes) });

const save = (person: Person, project_id: string, path: string, bytes: number) =>
  call(person, saveFile, { param: { path }, query: { project_id }, body: body(bytes) });

const errorOf = async (response: Response) =>
  ((await response.json()) as { error: { code: string; details: object } }).error;

const usedBy = async (person: Person) =>
  (await meterOf(env, person.id).view(null)).limits.find((one) => one.kind === "storage_bytes")
    ?.used;

test("what would pass the quota is refused, over all of a person's projects, and what is there stays (G-08)", async () => {
  const person = await owner(3 * MB);
  const [one, two] = [await project(person), await project(person)];
  expect((await create(person, one, "a.txt", 1.5 * MB)).status).toBe(201);
  expect((await create(person, two, "b.txt", MB)).status).toBe(201);
  const refused = await create(person, two, "c.txt", MB);
  expect(refused.status).toBe(413);
  expect(await errorOf(refused)).toMatchObject({
    code: "STORAGE_001",
    details: { kind: "storage_bytes", limit: 3 * MB, source: "user" },
  });
  expect((await save(person, two, "b.txt", 1.9 * MB)).status).toBe(413);
  expect((await save(person, two, "b.txt", 0.5 * MB)).status).toBe(200);
});

test("an import over the quota changes nothing", async () => {
  const person = await owner(MB);
  const id = await project(person);
  const archive = tar([
    { name: "a.txt", body: body(0.7 * MB) },
    { name: "b.txt", body: body(0.7 * MB) },
  ]);
  const refused = await call(person, importArchive, { param: { id }, body: archive });
  expect(await errorOf(refused)).toMatchObject({ code: "STORAGE_001" });
  expect(await env.WORKSPACE.getByName(id).usage()).toEqual({ files: 0, bytes: 0 });
});

test("many at once in several projects stay within the quota together", async () => {
  const person = await owner(4 * MB);
  const ids = [await project(person), await project(person), await project(person)];
  const answers = await Promise.all(
    ids.flatMap((id) =>
      Array.from({ length: 5 }, (_, n) => create(person, id, `${n}.txt`, 0.9 * MB)),
    ),
  );
  const made = answers.filter((answer) => answer.status === 201);
  expect(made.length).toBeGreaterThanOrEqual(2);
  expect(made.length).toBeLessThanOrEqual(4);
  const sizes = await Promise.all(ids.map((id) => env.WORKSPACE.getByName(id).usage()));
  expect(sizes.reduce((sum, { bytes }) => sum + bytes, 0)).toBeLessThanOrEqual(4 * MB);
});

test("what the agent writes is held to the quota, too, and the model is told", async () => {
  const person = await owner(10_000);
  const id = await project(person);
  const write = (path: string, length: number) =>
    env.WORKSPACE.getByName(id).runTool({
      id: crypto.randomUUID(),
      name: "Write",
      input: { file_path: `/workspace/${path}`, content: "a".repeat(length) },
      origin: { kind: "agent", user_id: person.id, session_id: crypto.randomUUID(), turn_id: null },
      policy: { read_only: false, deny: [] },
    });
  expect(await write("a.txt", 9000)).toMatchObject({ is_error: false });
  expect(await write("b.txt", 9000)).toMatchObject({
    is_error: true,
    result: expect.stringContaining("STORAGE_001"),
  });
});

test("the meter hears what a project holds, in the bin too; purged, it makes room", async () => {
  const person = await owner(2 * MB);
  const one = await project(person);
  await create(person, one, "a.txt", 1.5 * MB);
  await vi.waitFor(async () => expect(await usedBy(person)).toBe(1.5 * MB), { timeout: 8000 });
  await call(person, deleteProject, { param: { id: one } });
  const two = await project(person);
  expect(await codeOf(await create(person, two, "a.txt", 1.5 * MB))).toBe("STORAGE_001");
  await proveFactor(person);
  const purged = await call(person, deleteProject, {
    param: { id: one },
    query: { purge: "now" },
  });
  expect(purged.status).toBe(204);
  expect((await create(person, two, "a.txt", 1.5 * MB)).status).toBe(201);
});

test("a project that is put away keeps its place in the quota", async () => {
  const person = await owner(2 * MB);
  const [one, two] = [await project(person), await project(person)];
  await create(person, one, "a.txt", 1.5 * MB);
  await call(person, archiveProject, { param: { id: one } });
  expect((await create(person, two, "b.txt", MB)).status).toBe(413);
});

test("the running sum is what the files sum up to, whatever happened", async () => {
  const person = await owner(50 * MB);
  const id = await project(person);
  const stub = env.WORKSPACE.getByName(id);
  const origin = { kind: "user", user_id: person.id, session_id: null, turn_id: null } as const;
  await create(person, id, "d/a.txt", 1000);
  await create(person, id, "d/b.txt", 2000);
  await save(person, id, "d/a.txt", 500);
  await stub.movePath("d", "e", origin);
  await stub.deletePath("e/b.txt", origin);
  await create(person, id, "c.txt", 7);
  await runInDurableObject(stub, (_workspace, { storage: { sql } }) => {
    expect(storedBytes(sql)).toBe(507);
    expect(storedBytes(sql)).toBe(totalSize(sql));
  });
});

test("earlier versions live in what the quota leaves: the oldest go, and never before a file would be refused", async () => {
  const person = await owner(4 * MB);
  const [id, other] = [await project(person), await project(person)];
  const stub = env.WORKSPACE.getByName(id);
  const hashes: string[] = [];
  for (let version = 0; version < 8; version++) {
    const text = body(MB).fill(65 + version);
    hashes.push(createHash("sha256").update(text).digest("hex"));
    const query = { project_id: id };
    await call(person, saveFile, { param: { path: "a.txt" }, query, body: text });
  }
  const held = () =>
    runInDurableObject(stub, (_one, { storage: { sql } }) => storedBytes(sql) + pastBytes(sql));
  await vi.waitFor(async () => expect(await held()).toBeLessThanOrEqual(4 * MB), { timeout: 9000 });
  expect(await held()).toBeGreaterThan(2 * MB);
  expect(await stub.readBlob(hashes[0] ?? "")).toMatchObject({ ok: false, code: "FILE_003" });
  const recent = await stub.readBlob(hashes[6] ?? "");
  expect(recent.ok).toBe(true);
  if (recent.ok) await recent.value.body.cancel();
  expect((await create(person, other, "b.txt", 2.5 * MB)).status).toBe(201);
  await vi.waitFor(async () => expect(await held()).toBeLessThanOrEqual(1.5 * MB), {
    timeout: 9000,
  });
  expect((await create(person, id, "c.txt", 0.4 * MB)).status).toBe(201);
});
