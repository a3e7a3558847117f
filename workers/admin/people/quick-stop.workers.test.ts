import { expect, test } from "vitest";
import { lockUser, suspendUser } from "#contract/admin-user-state";
import { makeKey } from "../../testing/keys.ts";
import { call, codeOf, request, signUp } from "../../testing/people.ts";
import { provedAdmin } from "../../testing/step-up.ts";

const seen = (hours: number) => ({ json: { reason: "seen", hours } });

test("a stop for a day needs no proof; a longer one and a lock need the second factor", async () => {
  const [admin, proved] = [await signUp("admin"), await provedAdmin()];
  const param = { id: (await signUp("user")).id };
  expect((await call(admin, suspendUser, { param, ...seen(24) })).status).toBe(200);
  expect(await codeOf(await call(admin, suspendUser, { param, ...seen(25) }))).toBe("AUTH_009");
  expect(await codeOf(await call(admin, lockUser, { param, json: {} }))).toBe("AUTH_009");
  expect((await call(proved, suspendUser, { param, ...seen(25) })).status).toBe(200);
  expect((await call(proved, lockUser, { param, json: {} })).status).toBe(200);
});

test("a key stops for a day and locks nobody out for longer, whoever's it is", async () => {
  const admin = await provedAdmin();
  const { api_key: key } = await makeKey(admin, { permissions: ["admin"] });
  const { id } = await signUp("user");
  const ask = (what: string, json: object) =>
    request("POST", `/api/v1/admin/users/${id}/${what}`, { headers: { "x-api-key": key }, json });
  expect((await ask("suspend", seen(24).json)).status).toBe(200);
  expect(await codeOf(await ask("suspend", seen(25).json))).toBe("KEY_002");
  expect(await codeOf(await ask("lock", {}))).toBe("KEY_002");
});
