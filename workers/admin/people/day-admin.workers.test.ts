import { env } from "cloudflare:workers";
import { eq } from "drizzle-orm";
import { beforeAll, describe, expect, test } from "vitest";
import { approveRequest, createRequest, rejectRequest } from "#contract/access-request";
import { exportUsers } from "#contract/admin-bulk";
import { enableDebug } from "#contract/admin-debug";
import * as invitation from "#contract/admin-invitation";
import { dismissFinding, dismissViolation, reopenViolation } from "#contract/admin-security";
import * as contract from "#contract/admin-user";
import * as accountState from "#contract/admin-user-state";
import type { UserSummary } from "#contract/admin-user";
import type { Endpoint, OutputOf } from "#contract/endpoint";
import { cancelJob } from "#contract/job";
import { securityFinding } from "../../auth/watch/security-finding.sql.ts";
import { job } from "../../jobs/job.sql.ts";
import { violation } from "../../people/conduct/violation.sql.ts";
import { openDb } from "../../platform/db.ts";
import { call, codeOf, signUp, type Person } from "../../testing/people.ts";
import { accessRequest } from "../../people/requests/access-request.sql.ts";
import { provedAdmin, proveFactor } from "../../testing/step-up.ts";

const db = openDb(env.DB);
let admin: Person;
beforeAll(async () => {
  admin = await provedAdmin();
});

const act = (spec: Endpoint, person: { id: string }, json: Record<string, unknown> = {}) =>
  call(admin, spec, { param: { id: person.id }, json });

describe("who was granted the administrator's role for a day", () => {
  const elevated = async () => {
    const person = await proveFactor(await signUp("user"));
    await db.insert(accessRequest).values({
      id: crypto.randomUUID(),
      kind: "elevation",
      userId: person.id,
      reason: "a release",
      status: "approved",
      endsAt: new Date(Date.now() + 3_600_000),
      createdAt: new Date(),
    });
    return person;
  };

  test("makes nobody an administrator: by role, by invitation or by a day's grant", async () => {
    const [by, friend] = [await elevated(), await signUp("user")];
    const promoted = await call(by, contract.changeRole, {
      param: { id: friend.id },
      json: { role: "admin" },
    });
    expect(await codeOf(promoted)).toBe("AUTH_004");
    const wish = { email: `${crypto.randomUUID()}@example.test`, name: "Me too" };
    const invited = (role: string) => call(by, invitation.inviteUser, { json: { ...wish, role } });
    expect(await codeOf(await invited("admin"))).toBe("AUTH_004");
    expect((await invited("user")).status).toBe(201);
    const asked = await call(friend, createRequest, {
      json: { kind: "elevation", reason: "as my friend has it" },
    });
    const { id } = (await asked.json()) as { id: string };
    const approved = await call(by, approveRequest, { param: { id }, json: {} });
    expect(await codeOf(approved)).toBe("AUTH_004");
  });

  test("does nothing to an administrator's account, nor takes the invitation of one", async () => {
    const [by, other] = [await elevated(), await signUp("admin")];
    for (const [spec, json] of [
      [contract.changeRole, { role: "user" }],
      [accountState.disableUser, {}],
      [accountState.stopUser, { reason: "in the way" }],
      [accountState.resetUserFactors, {}],
      [accountState.resetUserPassword, {}],
    ] as const) {
      const answer = await call(by, spec, { param: { id: other.id }, json });
      expect([spec.path, await codeOf(answer)]).toEqual([spec.path, "AUTH_004"]);
    }
    const email = `${crypto.randomUUID()}@example.test`;
    const made = await act(invitation.inviteUser, other, { email, name: "New", role: "admin" });
    const { user: invited } = (await made.json()) as { user: UserSummary };
    const again = await call(by, invitation.inviteAgain, { param: { id: invited.id } });
    expect(await codeOf(again)).toBe("AUTH_004");
  });

  test("loses it when an administrator says they are a user, or after having been a real one", async () => {
    const person = await elevated();
    const become = (role: string) => act(contract.changeRole, person, { role });
    expect((await become("user")).status).toBe(200);
    expect((await call(person, contract.listUsers)).status).toBe(403);
    expect(await codeOf(await become("user"))).toBe("USER_005");
    const second = await elevated();
    await act(contract.changeRole, second, { role: "admin" });
    await act(contract.changeRole, second, { role: "user" });
    expect((await call(second, contract.listUsers)).status).toBe(403);
  });

  test("is among the administrators as long as it holds, in the list, its count and the file", async () => {
    const by = await elevated();
    const list = async (role: string) => {
      const query = { role, q: by.email };
      const answer = await call(admin, contract.listUsers, { query });
      return (await answer.json()) as OutputOf<typeof contract.listUsers>;
    };
    const file = async (role: string) =>
      (await call(admin, exportUsers, { query: { role } })).text();
    const { items, statistics } = await list("admin");
    expect(items).toMatchObject([{ id: by.id, role: "admin", elevated_until: expect.any(String) }]);
    expect((await list("user")).items).toEqual([]);
    const row = new RegExp(`${by.email},.*,admin,.*,\\d{4}-[^,]+Z\\r`);
    expect(await file("admin")).toMatch(row);
    expect(await file("user")).not.toContain(by.email);
    await db
      .update(accessRequest)
      .set({ endsAt: new Date(Date.now() - 1) })
      .where(eq(accessRequest.userId, by.id));
    const later = await list("user");
    expect(later.items).toMatchObject([{ id: by.id, role: "user", elevated_until: null }]);
    expect(later.statistics.admins).toBe(statistics.admins - 1);
    expect(await file("admin")).not.toContain(by.email);
  });

  describe("leaves what concerns a lasting administrator as it is", () => {
    const refused = async (answer: Promise<Response>) =>
      expect(await codeOf(await answer)).toBe("AUTH_004");
    const grown = { kind: "budget", reason: "more of it for us", amount_micro_usd: 90_000_000_000 };

    test("their request for a budget, approved or rejected; a user's is decided", async () => {
      const by = await elevated();
      const [theirs, users] = [await signUp("admin"), await signUp("user")];
      const ids = await Promise.all(
        [theirs, users].map(async (person) => {
          const asked = await call(person, createRequest, { json: grown });
          return ((await asked.json()) as { id: string }).id;
        }),
      );
      const decide = (spec: Endpoint, id = "", json: object = {}) =>
        call(by, spec, { param: { id }, json });
      await refused(decide(approveRequest, ids[0]));
      await refused(decide(rejectRequest, ids[0], { note: "not now" }));
      expect((await decide(approveRequest, ids[1])).status).toBe(200);
    });

    test("their violation; nobody's own, and a user's may be judged", async () => {
      const [by, other, person] = [await elevated(), await signUp("admin"), await signUp("user")];
      const judge = async (spec: Endpoint, id: string) => {
        const row = { id: crypto.randomUUID(), userId: id, kind: "flood", step: 1, detail: "x" };
        await db.insert(violation).values({ ...row, createdAt: new Date() });
        return call(by, spec, { param: { id, violation: row.id }, json: { reason: "a test" } });
      };
      await refused(judge(dismissViolation, other.id));
      await refused(judge(reopenViolation, other.id));
      expect(await codeOf(await judge(dismissViolation, by.id))).toBe("USER_004");
      expect((await judge(dismissViolation, person.id)).status).toBe(200);
    });

    test("what was found about them, or about oneself", async () => {
      const [by, other, person] = [await elevated(), await signUp("admin"), await signUp("user")];
      const dismiss = async (userId: string) => {
        const now = new Date();
        const id = crypto.randomUUID();
        const what = { kind: "new_country", severity: "low", detail: {} } as const;
        await db
          .insert(securityFinding)
          .values({ id, userId, ...what, createdAt: now, lastAt: now });
        return call(by, dismissFinding, { param: { id }, json: {} });
      };
      await refused(dismiss(other.id));
      await refused(dismiss(by.id));
      expect((await dismiss(person.id)).status).toBe(204);
    });

    test("debug mode on them, a job somebody else began, and what nobody brings back", async () => {
      const [by, other, person] = [await elevated(), await signUp("admin"), await signUp("user")];
      const debug = { user_id: other.id, level: "INFO", minutes: 10 };
      await refused(call(by, enableDebug, { json: debug }));
      const id = crypto.randomUUID();
      await db.insert(job).values({
        id,
        kind: "search_orphans",
        state: "waiting",
        params: {},
        problems: [],
        origin: { ip: null, userAgent: null },
        createdBy: other.id,
        createdAt: new Date(),
        heartbeat: new Date(),
      });
      await refused(call(by, cancelJob, { param: { id } }));
      const json = { confirm: person.email, at_once: true };
      await refused(call(by, accountState.deleteUser, { param: { id: person.id }, json }));
    });
  });

  test("sets themselves no limits, which would outlast the day", async () => {
    const by = await elevated();
    const limits = { monthly_budget_micro_usd: null };
    const own = await call(by, contract.setUserLimits, {
      param: { id: by.id },
      json: { limits, shown: {} },
    });
    expect(await codeOf(own)).toBe("AUTH_004");
  });
});
