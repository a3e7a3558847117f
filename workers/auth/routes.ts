import { Hono } from "hono";
import * as contract from "#contract/auth";
import type { Me } from "#contract/auth";
import { auditStatement } from "../platform/audit.ts";
import { openDb, runBatch } from "../platform/db.ts";
import { originOf, type Actor, type AppContext, type AppEnv } from "../platform/http.ts";
import { implement } from "../platform/implement.ts";
import { clearLoginCookie, writeLoginCookie } from "./cookie.ts";
import { endLogin, touchLogin } from "./logins.ts";
import { closeSocketsOfLogin } from "./open-sockets.ts";
import { isSetupRequired, setUp, signIn, type SignedIn } from "./service.ts";

export const authRoutes = new Hono<AppEnv>();

const me = (actor: Actor): Me => ({
  id: actor.id,
  email: actor.email,
  name: actor.name,
  role: actor.role,
  expires_at: actor.login_expires_at.toISOString(),
});

async function welcome(c: AppContext, { actor, secret }: SignedIn): Promise<Me> {
  await writeLoginCookie(c, secret, actor.login_expires_at);
  c.set("actor", actor);
  c.get("activity").action = "LOGIN";
  return me(actor);
}

implement(authRoutes, contract.getAuthStatus, async (c, { actor }) => ({
  setup_required: actor ? false : await isSetupRequired(openDb(c.env.DB), c.env),
  me: actor ? me(actor) : null,
}));

implement(authRoutes, contract.login, async (c, { json }) =>
  welcome(c, await signIn(openDb(c.env.DB), c.env, json, originOf(c))),
);

implement(authRoutes, contract.setUp, async (c, { json }) =>
  welcome(c, await setUp(openDb(c.env.DB), c.env, json, originOf(c))),
);

implement(authRoutes, contract.refreshLogin, async (c, { actor }) => {
  await touchLogin(openDb(c.env.DB), actor.login_id);
  return me(actor);
});

implement(authRoutes, contract.logout, async (c, { actor }) => {
  const db = openDb(c.env.DB);
  await runBatch(
    db,
    endLogin(db, actor.login_id, "MANUAL"),
    auditStatement(db, actor, originOf(c), {
      event: "ACCESS",
      action: "LOGOUT",
      resource: ["USER", actor.id],
      metadata: { login_id: actor.login_id },
    }),
  );
  clearLoginCookie(c);
  c.get("activity").action = "LOGOUT";
  await closeSocketsOfLogin(c.env, actor.login_id);
});
