import { env } from "cloudflare:workers";
import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { getAccount } from "#contract/account";
import { deleteUser } from "#contract/admin-user-state";
import { user } from "../../auth/user.sql.ts";
import { mailOutbox } from "../../mail/mail.sql.ts";
import { openDb } from "../../platform/db.ts";
import { day } from "../../platform/durations.ts";
import { project } from "../../projects/project.sql.ts";
import { leave, purge, settled } from "../../testing/leavers.ts";
import { accountOf, call, codeOf } from "../../testing/people.ts";
import { provedAdmin } from "../../testing/step-up.ts";
import { purgeAccounts } from "./purge-accounts.ts";

const db = openDb(env.DB);

test("on hold nothing is promised that does not happen: not at once, closed and told so, gone when it ends", async () => {
  const owner = await settled();
  await db.update(user).set({ hold: true }).where(eq(user.id, owner.id));
  expect(await codeOf(await leave(owner, { at_once: true }))).toBe("USER_006");
  const at_once = { json: { confirm: owner.email, at_once: true } };
  const byAdmin = await call(await provedAdmin(), deleteUser, {
    param: { id: owner.id },
    ...at_once,
  });
  expect(await codeOf(byAdmin)).toBe("USER_006");
  expect((await call(owner, getAccount)).status).toBe(200);
  const left = await leave(owner);
  expect(await left.json()).toMatchObject({ held: true });
  const mails = await db.select().from(mailOutbox).where(eq(mailOutbox.userId, owner.id));
  expect(mails.map(({ eventType }) => eventType)).toEqual(["account_closed_held"]);
  const later = Date.now() + 15 * day;
  await purgeAccounts(env, later);
  expect((await accountOf(owner.id))?.email).toBe(owner.email);
  await db.update(user).set({ hold: false }).where(eq(user.id, owner.id));
  await purge(owner.id, later);
});

test("an account on hold is kept, whatever its date", async () => {
  const owner = await settled();
  await leave(owner, { at_once: true });
  await db.update(user).set({ hold: true }).where(eq(user.id, owner.id));
  await purgeAccounts(env, Date.now() + 400 * day);
  expect((await accountOf(owner.id))?.email).toBe(owner.email);
  expect(await db.$count(project, eq(project.id, owner.project))).toBe(1);
  await db.update(user).set({ hold: false }).where(eq(user.id, owner.id));
});
