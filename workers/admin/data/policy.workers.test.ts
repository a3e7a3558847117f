import { beforeAll, expect, test } from "vitest";
import * as contract from "#contract/admin-data";
import { call, codeOf, type Person } from "../../testing/people.ts";
import { provedAdmin } from "../../testing/step-up.ts";

let admin: Person;
beforeAll(async () => {
  admin = await provedAdmin();
});

const answer = async <T>(response: Promise<Response>): Promise<T> =>
  (await response).json() as Promise<T>;

test("SA-039: the policy's documented defaults, changed all or none, never below the floors", async () => {
  const read = () => answer(call(admin, contract.getRetentionPolicy));
  expect(await read()).toMatchObject({
    activity_logs_days: 90,
    error_logs_days: 180,
    audit_logs_days: 365,
    security_logs_days: 730,
    session_logs_days: 30,
    deleted_projects_days: 30,
  });
  const low = await call(admin, contract.setRetentionPolicy, {
    json: { activity_logs_days: 60, audit_logs_days: 30 },
  });
  expect(await codeOf(low)).toBe("SETTING_002");
  expect(await read()).toMatchObject({ activity_logs_days: 90 });
  const changed = await call(admin, contract.setRetentionPolicy, {
    json: { activity_logs_days: 60 },
  });
  expect(await changed.json()).toMatchObject({ activity_logs_days: 60 });
  await call(admin, contract.setRetentionPolicy, { json: { activity_logs_days: 90 } });
});

test("SA-039: errors are part of the activity and never go before it, said together or alone (C-10)", async () => {
  const policy = { activity_logs_days: 90, error_logs_days: 180 };
  const set = (json: object) => call(admin, contract.setRetentionPolicy, { json });
  for (const json of [
    { error_logs_days: 89 },
    { activity_logs_days: 181 },
    { activity_logs_days: 40, error_logs_days: 39 },
  ]) {
    const refused = await set(json);
    expect([refused.status, await codeOf(refused)]).toEqual([422, "SETTING_006"]);
  }
  expect(await answer(call(admin, contract.getRetentionPolicy))).toMatchObject(policy);
  expect((await set({ activity_logs_days: 365, error_logs_days: 365 })).status).toBe(200);
  expect((await set(policy)).status).toBe(200);
});
