import { Uint8ArrayReader, Uint8ArrayWriter, ZipReader } from "@zip.js/zip.js";
import { env } from "cloudflare:workers";
import { expect, test } from "vitest";
import { exportAccount } from "#contract/account";
import { createApiKey } from "#contract/api-key";
import { auditStatement } from "../../platform/audit.ts";
import { openDb, runBatch } from "../../platform/db.ts";
import { storeActivity } from "../../platform/store-activity.ts";
import { createFile, createProject, createSession } from "../../testing/contract.ts";
import { addressOf, call, codeOf, request, signUp, type Person } from "../../testing/people.ts";
import { projectMember } from "../../projects/project.sql.ts";

const db = openDb(env.DB);

async function projectOf(person: Person, text: string): Promise<string> {
  const made = await call(person, createProject, { json: { name: "My project" } });
  const { id } = (await made.json()) as { id: string };
  const where = { project_id: id };
  await call(person, createFile, { param: { path: "notes/a.txt" }, query: where, body: text });
  await call(person, createSession, { json: where });
  return id;
}

async function unzip(bytes: Uint8Array): Promise<Map<string, Uint8Array>> {
  const files = new Map<string, Uint8Array>();
  for (const entry of await new ZipReader(new Uint8ArrayReader(bytes)).getEntries()) {
    if (!entry.directory) files.set(entry.filename, await entry.getData(new Uint8ArrayWriter()));
  }
  return files;
}

async function archiveOf(person: Person): Promise<Map<string, Uint8Array>> {
  const response = await call(person, exportAccount);
  expect(response.status).toBe(200);
  expect(response.headers.get("content-type")).toBe("application/zip");
  return unzip(new Uint8Array(await response.arrayBuffer()));
}

const text = (bytes: Uint8Array | undefined): string => new TextDecoder().decode(bytes);

const activity = (userId: string, n: number) => ({
  id: crypto.randomUUID(),
  user_id: userId,
  key_id: null,
  action_type: "READ",
  resource_type: null,
  resource_id: null,
  endpoint: `/row/${n}`,
  method: "GET",
  request_body: null,
  response_status: 200,
  error_message: null,
  error_code: null,
  ip_address: "192.0.2.1",
  user_agent: "test",
  duration_ms: 1,
  // Several at the same instant, so that a page ends between them.
  created_at: 1_700_000_000_000 + Math.floor(n / 7),
});

test("everything of a person comes as one zip: records, chats and files, every page once (U-131)", async () => {
  const person = await signUp("user");
  await projectOf(person, "my words");
  const rows = Array.from({ length: 1203 }, (_one, n) => activity(person.id, n));
  await storeActivity(env.DB, rows);
  const files = await archiveOf(person);
  const names = [...files.keys()];
  expect(names).toEqual(
    expect.arrayContaining(["README.txt", "account.json", "usage.csv", "audit.jsonl"]),
  );
  expect(JSON.parse(text(files.get("account.json")))).toMatchObject({ email: person.email });
  const lines = text(files.get("activity.jsonl")).trim().split("\n");
  const seen = lines.flatMap((line) => /"endpoint":"(\/row\/\d+)"/.exec(line)?.[1] ?? []);
  expect(seen).toHaveLength(1203);
  expect(new Set(seen).size).toBe(1203);
  expect(names.filter((name) => name.endsWith("transcript.json"))).toHaveLength(1);
  const project = names.find((name) => /^projects\/My-project-[0-9a-f]{8}\.zip$/.test(name));
  const inner = await unzip(files.get(project ?? "") ?? new Uint8Array());
  expect(text(inner.get("notes/a.txt"))).toBe("my words");
  expect(names).not.toContain("missing.txt");
});

test("nothing of other people and no secret is in it (T-48)", async () => {
  const [person, other] = [await signUp("admin"), await signUp("user")];
  const theirs = await projectOf(other, "their words");
  await db.insert(projectMember).values({
    projectId: theirs,
    userId: person.id,
    role: "member",
    createdAt: new Date(),
  });
  const created = await call(person, createApiKey, { json: { name: "k", permissions: ["read"] } });
  const { api_key } = (await created.json()) as { api_key: string };
  expect(api_key).toMatch(/^sk_live_/);
  const change = (by: string, about: string) =>
    auditStatement(
      db,
      { id: by },
      { ip: "198.51.100.9", userAgent: "theirs" },
      {
        event: "SECURITY",
        action: "UPDATE",
        resource: ["USER", about],
        before: { email: other.email },
        after: { email: other.email },
      },
    );
  await runBatch(db, change(person.id, other.id), change(other.id, other.id));
  const hash = await env.DB.prepare("SELECT password_hash AS h FROM user WHERE id = ?")
    .bind(person.id)
    .first<string>("h");
  const all = [...(await archiveOf(person)).values()].map(text).join("\n");
  for (const secret of [api_key, hash ?? "scrypt", other.email, "their words"]) {
    expect(all).not.toContain(secret);
  }
});

test("it takes a fresh proof, one's own page and a sign-in of the person", async () => {
  const person = await signUp("user");
  const crossSite = await request("GET", addressOf(exportAccount), {
    as: person,
    headers: { "sec-fetch-site": "cross-site" },
  });
  expect(await codeOf(crossSite)).toBe("AUTH_005");
  await env.DB.prepare("UPDATE user_session SET proved_at = 0 WHERE user_id = ?")
    .bind(person.id)
    .run();
  expect(await codeOf(await call(person, exportAccount))).toBe("AUTH_010");
});
