/** Whatever changes the ways into an account is told to its person, in the product and by mail. */
import { expect, test } from "vitest";
import { changeEmail } from "#contract/account";
import { createApiKey, revokeAllApiKeys, revokeApiKey, revokeUserKey } from "#contract/api-key";
import { listNotices, type Notice } from "#contract/notice";
import { mailEventsTo, mailsTo, tokenTo } from "../testing/mails.ts";
import { call, request, signUp, type Person } from "../testing/people.ts";
import { provedAdmin } from "../testing/step-up.ts";
import { honest, travelAs } from "../testing/visits.ts";

const noticesOf = async (person: Person) => {
  const { items } = (await (await call(person, listNotices)).json()) as { items: Notice[] };
  return items.map((one) => one.kind);
};

test("an account elsewhere that is linked, and one that is unlinked", async () => {
  const person = await signUp("user");
  const login = `ada-${crypto.randomUUID().slice(0, 8)}`;
  await travelAs(person, "/account/identities/oidc", login, "/account/security");
  const path = "/api/v1/account/identities/oidc";
  expect((await request("DELETE", path, { as: person, env: honest })).status).toBe(200);
  const kinds = ["identity_linked", "identity_unlinked"];
  expect(await noticesOf(person)).toEqual(expect.arrayContaining(kinds));
  expect(await mailEventsTo(person.email)).toEqual(expect.arrayContaining(kinds));
});

test("a key that is made, and one that an administrator revokes", async () => {
  const person = await signUp("user");
  const made = await call(person, createApiKey, {
    json: { name: "CI", permissions: ["read"], expires_in_days: 30 },
  });
  const { id } = (await made.json()) as { id: string };
  expect(await mailEventsTo(person.email)).toContain("api_key_created");
  const admin = await provedAdmin();
  await call(admin, revokeUserKey, { param: { id: person.id, key: id } });
  const kinds = ["api_key_created", "api_key_revoked"];
  expect(await noticesOf(person)).toEqual(expect.arrayContaining(kinds));
});

test("a key that its owner revokes: in the product, since it may have been somebody else", async () => {
  const person = await signUp("user");
  const json = { name: "CI", permissions: ["read"], expires_in_days: 30 };
  const { id } = (await (await call(person, createApiKey, { json })).json()) as { id: string };
  await call(person, revokeApiKey, { param: { id } });
  const told = await noticesOf(person);
  expect(told).toContain("own_api_key_revoked");
  expect(told).not.toContain("api_key_revoked");
});

test("all keys, revoked at one's own word: once, and not where there is none", async () => {
  const person = await signUp("user");
  const json = { name: "CI", permissions: ["read"], expires_in_days: 30 };
  for (let made = 0; made < 2; made++) await call(person, createApiKey, { json });
  for (const revoked of [2, 0]) {
    expect(await (await call(person, revokeAllApiKeys)).json()).toEqual({ revoked });
  }
  const told = (await noticesOf(person)).filter((kind) => kind === "api_keys_revoked");
  const mails = (await mailsTo(person.email)).filter((one) => one.eventType === "api_keys_revoked");
  expect([told.length, mails.length]).toEqual([1, 1]);
  expect(mails[0]?.body).toContain("（2個、");
});

test("another address: the one before hears of it when it is asked for and when it is so", async () => {
  const person = await signUp("user");
  const email = `new-${crypto.randomUUID().slice(0, 8)}@example.test`;
  await call(person, changeEmail, { json: { email } });
  const token = await tokenTo(email, "verify_email");
  await request("POST", "/api/v1/auth/verify-email", { json: { token } });
  expect(await mailEventsTo(person.email)).toEqual(["email_change_requested", "email_changed"]);
  expect(await noticesOf(person)).toContain("email_changed");
});
