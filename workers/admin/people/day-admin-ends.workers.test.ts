import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, test } from "vitest";
import { archiveProjects } from "#contract/admin-bulk";
import { disableMaintenance, enableMaintenance } from "#contract/admin-maintenance";
import * as projects from "#contract/admin-project";
import * as sessions from "#contract/admin-session";
import { updateSetting } from "#contract/admin-setting";
import { dismissViolation } from "#contract/admin-security";
import { getUser, updateUser, type UserDetail } from "#contract/admin-user";
import {
  deleteUser,
  enableUser,
  restoreUser,
  stopUser,
  unlockUser,
} from "#contract/admin-user-state";
import * as announcements from "#contract/announcement";
import type { Endpoint } from "#contract/endpoint";
import { createProject } from "#contract/project";
import { createSession } from "#contract/session";
import { openDb } from "../../platform/db.ts";
import { hour } from "../../platform/durations.ts";
import { project } from "../../projects/project.sql.ts";
import { call, codeOf, signUp, type Person } from "../../testing/people.ts";
import { clearSettings } from "../../testing/settings.ts";
import { elevate, provedAdmin, proveFactor } from "../../testing/step-up.ts";

/** Their day ends in an hour. */
let by: Person;
let admin: Person;
beforeAll(async () => {
  [by, admin] = [await elevate(await proveFactor(await signUp("user"))), await provedAdmin()];
});

const at = (hours: number) => new Date(Date.now() + hours * hour).toISOString();
const refused = async (answer: Promise<Response>) =>
  expect(await codeOf(await answer)).toBe("AUTH_004");
const done = async (answer: Promise<Response>) => expect((await answer).status).toBeLessThan(300);

describe("what an administrator for a day does ends with the day (U-140)", () => {
  test("closing the site shuts no administrator out, and what is planned is over by then", async () => {
    const close = (who: Person, json: object) => call(who, enableMaintenance, { json });
    await refused(close(by, { allow_admin_access: false }));
    const param = { category: "MAINTENANCE", key: "allow_admin_access" };
    await refused(call(by, updateSetting, { param, json: { value: false } }));
    await refused(close(by, { starts_at: at(0.2) }));
    await refused(close(by, { starts_at: at(0.2), ends_at: at(2) }));
    await done(close(by, { starts_at: at(0.2), ends_at: at(0.8) }));
    await done(call(by, disableMaintenance, { query: { call_off: "true" } }));
    // What a lasting one has set stays theirs.
    await done(close(admin, { allow_admin_access: false, starts_at: at(1), ends_at: at(48) }));
    await refused(close(by, { allow_admin_access: false }));
    await done(call(by, disableMaintenance, { query: { call_off: "true" } }));
    await done(close(by, { allow_admin_access: false }));
    await done(call(by, disableMaintenance));
    await clearSettings("allow_admin_access", "maintenance_starts_at", "maintenance_ends_at");
  });

  test("an announcement is over by then, or not shown", async () => {
    const wish = { title: "Now", content: "x", announcement_type: "INFO", start_at: at(0) };
    const announce = (who: Person, more: object) =>
      call(who, announcements.createAnnouncement, { json: { ...wish, ...more } });
    await refused(announce(by, {}));
    await refused(announce(by, { end_at: at(2) }));
    await done(announce(by, { end_at: null, is_active: false }));
    const made = await announce(by, { end_at: at(0.5) });
    const { id } = (await made.json()) as { id: string };
    const change = (json: object) =>
      call(by, announcements.updateAnnouncement, { param: { id }, json });
    await refused(change({ end_at: null }));
    await refused(change({ end_at: at(2) }));
    await done(change({ title: "Still" }));
    const lasting = await announce(admin, {});
    const theirs = { id: ((await lasting.json()) as { id: string }).id };
    const update = announcements.updateAnnouncement;
    await refused(call(by, update, { param: theirs, json: { title: "Mine" } }));
    await done(call(by, update, { param: theirs, json: { is_active: false } }));
  });
});

test("nobody lifts what holds back themselves, for a day or lastingly", async () => {
  for (const who of [by, admin]) {
    const answer = await call(who, unlockUser, { param: { id: who.id }, json: {} });
    expect(await codeOf(answer)).toBe("USER_004");
  }
});

test("what a stop closed (U-107) is opened by a lasting administrator, until its violation is dismissed", async () => {
  const { id, email } = await signUp("user");
  const put = (who: Person, spec: Endpoint, json: object = {}) =>
    call(who, spec, { param: { id }, json });
  await done(put(admin, stopUser, { reason: "a stolen key" }));
  await refused(put(by, enableUser));
  await refused(put(by, updateUser, { hold: false }));
  const detail = (await (await call(by, getUser, { param: { id } })).json()) as UserDetail;
  const param = { id, violation: detail.violations[0]?.id ?? "" };
  const json = { reason: "none" };
  await refused(call(by, dismissViolation, { param, json }));
  await done(put(by, deleteUser, { confirm: email }));
  await refused(put(by, restoreUser));
  await done(put(admin, restoreUser));
  await done(call(admin, dismissViolation, { param, json }));
  await done(put(by, updateUser, { hold: false }));
  await done(put(by, enableUser));
});

describe("a lasting administrator's projects and chats stay as they are; a user's are put away and brought back", () => {
  const make = async (owner: Person) => {
    const made = await call(owner, createProject, { json: { name: "theirs" } });
    const { id } = (await made.json()) as { id: string };
    const begun = await call(owner, createSession, { json: { project_id: id } });
    return { project: id, session: ((await begun.json()) as { id: string }).id };
  };
  const put = (spec: Endpoint, id: string, json: object = {}) =>
    call(by, spec, spec.json ? { param: { id }, json } : { param: { id } });

  test("one by one", async () => {
    const [theirs, users] = [await make(admin), await make(await signUp("user"))];
    await refused(put(sessions.stopSessionOf, theirs.session));
    await refused(put(sessions.deleteSessionOf, theirs.session));
    await refused(put(projects.archiveProjectOf, theirs.project));
    await refused(put(projects.deleteProjectOf, theirs.project));
    await done(put(sessions.deleteSessionOf, users.session));
    await done(put(sessions.restoreSessionOf, users.session));
    await done(put(projects.archiveProjectOf, users.project));
    await done(put(projects.unarchiveProjectOf, users.project));
    await done(put(projects.deleteProjectOf, users.project));
    await done(put(projects.restoreProject, users.project));
  });

  test("many at once", async () => {
    const [theirs, users] = [await make(admin), await make(await signUp("user"))];
    const project_ids = [theirs.project, users.project];
    const some = await call(by, projects.bulkArchiveProjects, { json: { project_ids } });
    expect(await some.json()).toMatchObject({
      archived_count: 1,
      skipped: [{ id: theirs.project, code: "AUTH_004" }],
    });
    await put(projects.unarchiveProjectOf, users.project);
    await openDb(env.DB)
      .update(project)
      .set({ lastActivityAt: new Date(0) });
    const found = async (who: Person) => {
      const json = { inactive_days: 3650, dry_run: true };
      const answer = await call(who, archiveProjects, { json });
      return ((await answer.json()) as { items: { id: string }[] }).items.map(({ id }) => id);
    };
    const [few, all] = [await found(by), await found(admin)];
    expect(few).toContain(users.project);
    expect(few).not.toContain(theirs.project);
    expect(all).toContain(theirs.project);
  });
});
