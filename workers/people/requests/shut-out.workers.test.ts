import { env } from "cloudflare:workers";
import { and, eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { approveRequest } from "#contract/access-request";
import * as accountState from "#contract/admin-user-state";
import { user } from "../../auth/user.sql.ts";
import { auditLog } from "../../platform/records/audit.sql.ts";
import { openDb, runBatch } from "../../platform/db.ts";
import { leave } from "../../testing/leavers.ts";
import { accountOf, call, codeOf, signUp, type Person } from "../../testing/people.ts";
import { elevate, provedAdmin } from "../../testing/step-up.ts";
import { stepStatements } from "../conduct/ladder-batch.ts";
import { accessRequest } from "./access-request.sql.ts";

const db = openDb(env.DB);

/** An administrator for an hour who also waits for a larger budget. */
async function asking(): Promise<Person & { readonly waits: string }> {
  const person = await elevate(await signUp("user"));
  const waits = crypto.randomUUID();
  await db.insert(accessRequest).values({
    id: waits,
    kind: "budget",
    userId: person.id,
    reason: "a test",
    amountMicroUsd: 900_000_000,
    status: "pending",
    createdAt: new Date(),
  });
  return { ...person, waits };
}

const statesOf = async (id: string) => {
  const rows = await db.select().from(accessRequest).where(eq(accessRequest.userId, id));
  return Object.fromEntries(rows.map(({ kind, status }) => [kind, status]));
};

const recordsOf = async (id: string) => {
  const about = and(eq(auditLog.resourceType, "USER"), eq(auditLog.resourceId, id));
  const rows = await db.select({ action: auditLog.action }).from(auditLog).where(about);
  return rows
    .map(({ action }) => action)
    .filter((action) => /^(ELEVATION|REQUEST)_/.test(action))
    .toSorted();
};

async function ladder(person: Person, step: 2 | 3) {
  const account = await accountOf(person.id);
  if (!account) throw new Error("no account");
  const facts = { kind: "flood" as const, detail: "", examples: [], sessionId: null };
  const [first, ...rest] = await stepStatements(env, db, {
    account,
    step,
    now: Date.now(),
    ...facts,
  });
  if (first) await runBatch(db, first, ...rest);
}

const json = { reason: "seen" };
type Way = (person: Person, admin: Person) => Promise<unknown>;
const by =
  (
    spec:
      | typeof accountState.lockUser
      | typeof accountState.stopUser
      | typeof accountState.suspendUser,
  ): Way =>
  (person, admin) =>
    call(admin, spec as typeof accountState.stopUser, { param: { id: person.id }, json });

const closings: Record<string, Way> = {
  lock: by(accountState.lockUser),
  disable: by(accountState.disableUser),
  stop: by(accountState.stopUser),
  delete: (person, admin) =>
    call(admin, accountState.deleteUser, {
      param: { id: person.id },
      json: { confirm: person.email },
    }),
  "one's own end": (person) => leave(person),
  "the third step": (person) => ladder(person, 3),
};

test.each(Object.entries(closings))(
  "%s ends what was granted for a day and withdraws what waits, on record (U-140)",
  async (_name, close) => {
    const [person, admin] = [await asking(), await provedAdmin()];
    await close(person, admin);
    expect(await statesOf(person.id)).toEqual({ elevation: "ended", budget: "withdrawn" });
    expect(await recordsOf(person.id)).toEqual(["ELEVATION_ENDED", "REQUEST_WITHDRAWN"]);
  },
);

test.each([
  ["by hand", by(accountState.suspendUser)],
  ["by the second step", (person: Person) => ladder(person, 2)],
])(
  "a suspension %s ends the elevation; what waits can be granted once it is over",
  async (_name, close) => {
    const [person, admin] = [await asking(), await provedAdmin()];
    await close(person, admin);
    expect(await statesOf(person.id)).toEqual({ elevation: "ended", budget: "pending" });
    const approve = () => call(admin, approveRequest, { param: { id: person.waits }, json: {} });
    expect(await codeOf(await approve())).toBe("USER_005");
    await db.update(user).set({ suspendedUntil: null }).where(eq(user.id, person.id));
    expect((await approve()).status).toBe(200);
  },
);

test("what waits of a closed account, from before, is granted by nobody", async () => {
  const [person, admin] = [await asking(), await provedAdmin()];
  await db.update(user).set({ status: "disabled" }).where(eq(user.id, person.id));
  const approve = await call(admin, approveRequest, { param: { id: person.waits }, json: {} });
  expect(await codeOf(approve)).toBe("USER_005");
});
