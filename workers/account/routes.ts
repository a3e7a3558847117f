import { Hono } from "hono";
import * as contract from "#contract/account";
import { changeEmail } from "../auth/email-address.ts";
import { deliverSoon } from "../mail/outbox.ts";
import { openDb } from "../platform/db.ts";
import { refusalOfRestricted } from "../platform/http/guard.ts";
import { originOf, type AppEnv } from "../platform/http/http.ts";
import { implement } from "../platform/http/implement.ts";
import { endOneLogin, endOtherLogins, listLogins } from "./logins.ts";
import { readAccount } from "./read-account.ts";
import { unlinkIdentity } from "./unlink-identity.ts";
import { updateAccount } from "./update-account.ts";

export const accountRoutes = new Hono<AppEnv>();

implement(accountRoutes, contract.getAccount, (c, { actor }) => readAccount(c.env, actor));

implement(accountRoutes, contract.updateAccount, async (c, { actor, json }) => {
  const more = json.name !== undefined || json.time_zone !== undefined;
  if (actor.restricted !== null && more) throw refusalOfRestricted(actor.restricted);
  await updateAccount(openDb(c.env.DB), actor, json, originOf(c));
  return readAccount(c.env, actor);
});

implement(accountRoutes, contract.changeEmail, async (c, { actor, json }) => {
  await changeEmail(c, actor, json.email);
  return readAccount(c.env, actor);
});

implement(accountRoutes, contract.unlinkIdentity, async (c, { actor, param }) => {
  await unlinkIdentity(c.env, actor, param.provider, originOf(c));
  deliverSoon(c);
  return readAccount(c.env, actor);
});

implement(accountRoutes, contract.listLogins, (c, { actor }) => listLogins(c.env, actor));

implement(accountRoutes, contract.endLogin, (c, { actor, param }) =>
  endOneLogin(c.env, actor, param.id, originOf(c)),
);

implement(accountRoutes, contract.endOtherLogins, (c, { actor }) =>
  endOtherLogins(c.env, actor, originOf(c)),
);
