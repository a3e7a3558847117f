import { env } from "cloudflare:workers";
import { eq } from "drizzle-orm";
import { beforeAll, expect, test } from "vitest";
import * as contract from "#contract/admin-session";
import type { OutputOf } from "#contract/endpoint";
import { listNotices } from "#contract/notice";
import { createProject } from "#contract/project";
import { createSession, getSession } from "#contract/session";
import { openDb } from "../../platform/db.ts";
import { chatSession } from "../../sessions/chat-session.sql.ts";
import { call, codeOf, signUp, type Person } from "../../testing/people.ts";
import { elevate, endElevation } from "../../testing/elevation.ts";
import { provedAdmin } from "../../testing/step-up.ts";

const db = openDb(env.DB);
let admin: Person;
let owner: Person;
let project: string;
beforeAll(async () => {
  [admin, owner] = [await provedAdmin(), await signUp("user")];
  const made = await call(owner, createProject, { json: { name: "talks" } });
  project = ((await made.json()) as { id: string }).id;
});

async function open(columns: Partial<typeof chatSession.$inferInsert> = {}): Promise<string> {
  const title = "what nobody else should read";
  const made = await call(owner, createSession, { json: { project_id: project, title } });
  const { id } = (await made.json()) as { id: string };
  if (Object.keys(columns).length > 0) {
    await db
      .update(chatSession)
      .set(columns)
      .where(eq(chatSession.id, id.slice(5)));
  }
  return id;
}

type List = OutputOf<typeof contract.listAllSessions>;
const list = async (query: Record<string, string>): Promise<List> =>
  (
    await call(admin, contract.listAllSessions, { query: { project_id: project, ...query } })
  ).json() as Promise<List>;
const ids = (found: List) => found.items.map((one) => one.id);
const daysAgo = (days: number) => new Date(Date.now() - days * 86_400_000);

test("everybody's sessions by state, cost and age; never what they are about (C-14)", async () => {
  const dear = await open({ costMicroUsd: 900, messageCount: 3 });
  const idle = await open({ lastActivityAt: daysAgo(2), costMicroUsd: 5 });
  const expired = await open({ lastActivityAt: daysAgo(40) });
  const runs = await open({ run: "waiting", mode: "bypass", bypassUntil: daysAgo(-1) });
  const lapsed = await open({ mode: "bypass", bypassUntil: daysAgo(1) });
  const elevation = await elevate(owner);
  expect(ids(await list({ sort_by: "cost" })).slice(0, 2)).toEqual([dear, idle]);
  expect(ids(await list({ status: "idle" }))).toEqual([idle]);
  expect(ids(await list({ status: "expired" }))).toEqual([expired]);
  expect(ids(await list({ run: "waiting" }))).toEqual([runs]);
  expect(ids(await list({ mode: "bypass" }))).toEqual([runs]);
  expect(ids(await list({ mode: "default" }))).toEqual([lapsed]);
  expect((await list({})).statistics.bypass).toBe(1);
  // Whose elevation is over runs nothing in it (T-06).
  await endElevation(elevation);
  expect(ids(await list({ mode: "bypass" }))).toEqual([]);
  expect(ids(await list({ mode: "default" })).sort()).toEqual([runs, lapsed].sort());
  const [over] = (await list({ run: "waiting" })).items;
  expect(over).toMatchObject({ id: runs, mode: "default", bypass_until: null });
  expect((await list({})).statistics.bypass).toBe(0);
  expect(ids(await list({ inactive_days: "30" }))).toEqual([expired]);
  const all = await list({});
  expect(all.items.find((one) => one.id === lapsed)?.mode).toBe("default");
  expect(all.items[0]).toMatchObject({ user: { id: owner.id }, project: { name: "talks" } });
  const detail = await call(admin, contract.getSessionAsAdmin, { param: { id: dear } });
  expect(detail.status).toBe(200);
  expect(JSON.stringify(all) + (await detail.text())).not.toContain("nobody else should read");
});

test("deleted to the bin and restored; the owner is told each time, with the reason", async () => {
  const id = await open();
  const param = { id };
  const query = { reason: "left the company" };
  expect((await call(admin, contract.deleteSessionOf, { param, query })).status).toBe(204);
  expect(await codeOf(await call(owner, getSession, { param }))).toBe("SESSION_002");
  expect(ids(await list({ status: "terminated" }))).toEqual([id]);
  expect(await codeOf(await call(admin, contract.deleteSessionOf, { param }))).toBe("SESSION_002");
  expect((await call(admin, contract.restoreSessionOf, { param, json: {} })).status).toBe(204);
  expect((await call(owner, getSession, { param })).status).toBe(200);
  const told = await (await call(owner, listNotices)).text();
  for (const what of ["session_deleted", "session_restored", "left the company"]) {
    expect(told).toContain(what);
  }
});
