import { env } from "cloudflare:workers";
import { and, eq } from "drizzle-orm";
import { beforeEach, expect, test } from "vitest";
import * as contract from "#contract/announcement";
import type { Announcement } from "#contract/announcement";
import { type AuthStatus, getAuthStatus } from "#contract/auth";
import { auditLog } from "../platform/records/audit.sql.ts";
import { openDb } from "../platform/db.ts";
import { hour } from "../platform/durations.ts";
import { addressOf, call, codeOf, request, signUp, type Person } from "../testing/people.ts";
import { announcementRead, systemAnnouncement } from "./announcement.sql.ts";
import { currentAnnouncements } from "./current.ts";

const db = openDb(env.DB);
const at = (hours: number) => new Date(Date.now() + hours * hour).toISOString();

beforeEach(() => db.delete(systemAnnouncement));

const make = async (admin: Person, json: object = {}): Promise<Announcement> => {
  const whole = {
    title: "News",
    content: "**bold**",
    announcement_type: "INFO",
    start_at: at(-1),
    ...json,
  };
  const response = await call(admin, contract.createAnnouncement, { json: whole });
  expect(response.status).toBe(201);
  return (await response.json()) as Announcement;
};

const seenBy = async (who: Person | null): Promise<string[]> => {
  const response = await call(who, contract.listCurrentAnnouncements);
  return ((await response.json()) as { items: { title: string }[] }).items.map((one) => one.title);
};

test("people see what is meant for their role, in its window, the most important first (SA-034)", async () => {
  const [admin, user] = [await signUp("admin"), await signUp("user")];
  await make(admin, { title: "for all", priority: 5 });
  await make(admin, { title: "for users", target_roles: ["user", "guest"], priority: 1 });
  await make(admin, { title: "for admins", target_roles: ["admin"], priority: 9 });
  await make(admin, { title: "to come", start_at: at(1) });
  await make(admin, { title: "over", start_at: at(-2), end_at: at(-1) });
  await make(admin, { title: "off", is_active: false });
  await make(admin, { title: "nobody excluded", target_roles: [], priority: 6, end_at: at(1) });
  expect(await seenBy(user)).toEqual(["for users", "for all", "nobody excluded"]);
  expect(await seenBy(admin)).toEqual(["for all", "nobody excluded", "for admins"]);
  const later = await currentAnnouncements(db, user, 10, Date.now() + 1.5 * hour);
  expect(later.map((one) => one.title).sort()).toEqual(["for all", "for users", "to come"]);
});

test("who has not signed in sees maintenance that concerns everybody, and nothing else", async () => {
  const admin = await signUp("admin");
  await make(admin, { title: "news" });
  await make(admin, { title: "down", announcement_type: "MAINTENANCE" });
  await make(admin, { title: "inner", announcement_type: "MAINTENANCE", target_roles: ["admin"] });
  expect(await seenBy(null)).toEqual(["down"]);
});

test("who asks who is signed in is told the same, and whether the site is open", async () => {
  const [admin, user] = [await signUp("admin"), await signUp("user")];
  const { id } = await make(admin, { title: "for users", target_roles: ["user"] });
  await make(admin, { title: "down", announcement_type: "MAINTENANCE" });
  const told = async (who: Person | null) => {
    const answer = await call(who, getAuthStatus);
    const status = (await answer.json()) as AuthStatus;
    expect(status.maintenance.active).toBe(false);
    return status.announcements.map((one) => one.title).toSorted();
  };
  expect(await told(user)).toEqual(["down", "for users"]);
  expect(await told(admin)).toEqual(["down"]);
  expect(await told(null)).toEqual(["down"]);
  await call(user, contract.dismissAnnouncement, { param: { id } });
  expect(await told(user)).toEqual(["down"]);
});

test("what somebody puts away is gone for them alone, until it is shown again", async () => {
  const [admin, ann, bo] = [await signUp("admin"), await signUp("user"), await signUp("user")];
  const { id } = await make(admin);
  const away = { param: { id } };
  expect((await call(ann, contract.dismissAnnouncement, away)).status).toBe(204);
  expect((await call(ann, contract.dismissAnnouncement, away)).status).toBe(204);
  expect([await seenBy(ann), await seenBy(bo)]).toEqual([[], ["News"]]);
  expect(await db.$count(announcementRead, eq(announcementRead.announcementId, id))).toBe(1);
  await call(admin, contract.updateAnnouncement, { ...away, json: { title: "Newer" } });
  expect(await seenBy(ann)).toEqual([]);
  await call(admin, contract.updateAnnouncement, { ...away, json: { show_again: true } });
  expect(await seenBy(ann)).toEqual(["Newer"]);
});

test("what is still to come cannot be put away before it was seen", async () => {
  const [admin, user] = [await signUp("admin"), await signUp("user")];
  const { id } = await make(admin, { start_at: at(1) });
  const away = { param: { id } };
  const refused = await call(user, contract.dismissAnnouncement, away);
  expect(await codeOf(refused)).toBe("ANNOUNCEMENT_001");
});

test("an announcement for others cannot be told by putting it away", async () => {
  const [admin, user] = [await signUp("admin"), await signUp("user")];
  const { id } = await make(admin, { target_roles: ["admin"] });
  const answer = await call(user, contract.dismissAnnouncement, { param: { id } });
  expect([answer.status, await codeOf(answer)]).toEqual([404, "ANNOUNCEMENT_001"]);
});

test("a window that ends before it begins is refused, also when only one end is moved", async () => {
  const admin = await signUp("admin");
  const wrong = {
    title: "x",
    content: "x",
    announcement_type: "INFO",
    start_at: at(1),
    end_at: at(0),
  };
  const refused = await call(admin, contract.createAnnouncement, { json: wrong });
  expect([refused.status, await codeOf(refused)]).toEqual([422, "ANNOUNCEMENT_002"]);
  const { id } = await make(admin, { end_at: at(1) });
  const moved = { param: { id }, json: { start_at: at(2) } };
  expect((await call(admin, contract.updateAnnouncement, moved)).status).toBe(422);
});

test("of two who edit the same text the second is told, and both changes are on record (SA-033)", async () => {
  const admin = await signUp("admin");
  const { id, updated_at } = await make(admin);
  const etag = `"${Date.parse(updated_at)}"`;
  const edit = (title: string, ifMatch: string) =>
    request("PATCH", addressOf(contract.updateAnnouncement, { param: { id } }), {
      as: admin,
      json: { title },
      headers: { "if-match": ifMatch },
    });
  const first = await edit("first", etag);
  expect(first.status).toBe(200);
  const late = await edit("second", etag);
  expect([late.status, await codeOf(late)]).toEqual([412, "EDIT_001"]);
  expect((await edit("third", first.headers.get("etag") ?? "")).status).toBe(200);
  expect((await edit("x", "mistyped")).status).toBe(400);
  await call(admin, contract.deleteAnnouncement, { param: { id } });
  const rows = await db
    .select()
    .from(auditLog)
    .where(and(eq(auditLog.resourceType, "ANNOUNCEMENT"), eq(auditLog.resourceId, id)));
  expect(rows.map((row) => row.action).sort()).toEqual(["CREATE", "DELETE", "UPDATE", "UPDATE"]);
  expect(rows.flatMap((row) => row.changedFields ?? [])).toEqual(["title", "title"]);
});

test("the list tells where each stands, and is filtered by that (SA-033)", async () => {
  const admin = await signUp("admin");
  await make(admin, { title: "now" });
  await make(admin, { title: "later", start_at: at(5) });
  const list = async (query: Record<string, string>) =>
    (await (await call(admin, contract.listAnnouncements, { query })).json()) as {
      items: Announcement[];
      total: number;
    };
  expect((await list({})).items.map((one) => [one.title, one.state])).toEqual([
    ["later", "upcoming"],
    ["now", "current"],
  ]);
  const upcoming = await list({ state: "upcoming", q: "LAT" });
  expect(upcoming).toMatchObject({ total: 1, items: [{ title: "later", target_roles: [] }] });
  expect(upcoming.items[0]?.created_by_name).toMatch(/^Person/);
});
