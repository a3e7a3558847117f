import { and, eq } from "drizzle-orm";
import { runIfHolds } from "../platform/assert-statement.ts";
import { auditStatement } from "../platform/records/audit.ts";
import { openDb, runBatch, type Db, type Statement } from "../platform/db.ts";
import { AppError } from "../platform/errors.ts";
import { sha256Hex } from "../platform/hash.ts";
import { originOf, type Actor, type AppContext, type Origin } from "../platform/http/http.ts";
import { assertStill } from "../platform/write-edit.ts";
import { clearActingCookie, clearLoginCookie, readLoginCookie } from "./cookie.ts";
import { endStay } from "./end-stay.ts";
import { endLogin } from "./logins.ts";
import { closeSocketsOfLogin } from "./open-sockets.ts";
import { userSession } from "./user-session.sql.ts";

/** One that lapsed or was ended is left, too: whoever sits there next reads nothing of the account. */
function forgetLogin(db: Db, secretHash: string): [Statement, Statement] {
  const login = eq(userSession.sessionTokenHash, secretHash);
  const ended = { isActive: false, logoutAt: new Date(), logoutReason: "MANUAL" } as const;
  return [
    db
      .update(userSession)
      .set(ended)
      .where(and(login, eq(userSession.isActive, true))),
    db.update(userSession).set({ shutOut: false }).where(login),
  ];
}

/** False where it has ended meanwhile, and is so on record. */
async function endOwn(db: Db, actor: Actor, origin: Origin): Promise<boolean> {
  return runIfHolds(
    db,
    assertStill(db, userSession, eq(userSession.id, actor.login_id), { isActive: true }),
    endLogin(db, actor.login_id, "MANUAL"),
    ...endStay(db, actor),
    auditStatement(db, actor, origin, {
      event: "ACCESS",
      action: "LOGOUT",
      resource: ["USER", actor.id],
      metadata: { login_id: actor.login_id },
    }),
  );
}

/**
 * The browser leaves the account, whatever has become of its sign-in. Throws AUTH_022 while somebody
 * acts as another, who stops that first, and AUTH_024 where the page was made for somebody else.
 */
export async function signOut(c: AppContext, actor: Actor | undefined): Promise<void> {
  if (actor?.impersonator) throw new AppError("AUTH_022");
  const refusal = c.get("refusal");
  if (refusal?.code === "AUTH_024") throw refusal;
  const db = openDb(c.env.DB);
  const secret = await readLoginCookie(c);
  const isOver = !actor || !(await endOwn(db, actor, originOf(c)));
  if (isOver && secret !== undefined) {
    await runBatch(
      db,
      ...forgetLogin(db, await sha256Hex(secret)),
      ...(actor ? endStay(db, actor) : []),
    );
  }
  clearLoginCookie(c);
  clearActingCookie(c);
  c.get("activity").action = "LOGOUT";
  if (actor) await closeSocketsOfLogin(c.env, actor.login_id);
}
