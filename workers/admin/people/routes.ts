import { Hono } from "hono";
import * as contract from "#contract/admin-user";
import { closeSocketsOf } from "../../auth/end-access.ts";
import { revokeKey } from "../../auth/keys/service.ts";
import { deliverSoon } from "../../mail/outbox.ts";
import { meterOf } from "../../meter/rpc.ts";
import { openDb } from "../../platform/db.ts";
import { originOf, type Actor, type AppContext, type AppEnv } from "../../platform/http.ts";
import { implement } from "../../platform/implement.ts";
import * as actions from "./actions.ts";
import { inviteOnceMore, inviteUser, resetPasswordOf } from "./invite-user.ts";
import { listUsers } from "./list-users.ts";
import { setLimits } from "./set-limits.ts";
import { tellRunsTheRole } from "./tell-sessions.ts";
import { getUserDetail } from "./user-detail.ts";

export const peopleRoutes = new Hono<AppEnv>();

const actOf = <Reason extends string | undefined>(
  c: AppContext,
  actor: Actor,
  id: string,
  reason: Reason,
) => ({ env: c.env, db: openDb(c.env.DB), actor, id, origin: originOf(c), reason });

implement(peopleRoutes, contract.listUsers, (c, { query }) => listUsers(openDb(c.env.DB), query));

implement(peopleRoutes, contract.getUser, (c, { param }) => getUserDetail(c.env, param.id));

implement(peopleRoutes, contract.inviteUser, (c, { actor, json }) => inviteUser(c, actor, json));

implement(peopleRoutes, contract.inviteAgain, (c, { actor, param }) =>
  inviteOnceMore(c, actor, param.id),
);

implement(peopleRoutes, contract.resetUserPassword, async (c, { actor, param, json }) => {
  await resetPasswordOf(c, actor, param.id, json.reason);
  await closeSocketsOf(c.env, param.id);
  return getUserDetail(c.env, param.id);
});

implement(peopleRoutes, contract.updateUser, async (c, { actor, param, json }) => {
  await actions.update(actOf(c, actor, param.id, undefined), json);
  return getUserDetail(c.env, param.id);
});

implement(peopleRoutes, contract.changeRole, async (c, { actor, param, json }) => {
  await actions.changeRole(actOf(c, actor, param.id, json.reason), json.role);
  await Promise.all([
    meterOf(c.env, param.id).refresh(),
    tellRunsTheRole(c.env, param.id, json.role),
  ]);
  deliverSoon(c);
  return getUserDetail(c.env, param.id);
});

implement(peopleRoutes, contract.setUserLimits, async (c, { actor, param, json }) => {
  await setLimits(c.env, actor, param.id, json.limits, originOf(c));
  return getUserDetail(c.env, param.id);
});

const stateChanges = [
  [contract.lockUser, actions.lock],
  [contract.unlockUser, actions.unlock],
  [contract.disableUser, actions.disable],
  [contract.enableUser, actions.enable],
  [contract.restoreUser, actions.restore],
  [contract.signUserOut, actions.signOut],
  [contract.resetUserFactors, actions.resetSecondFactor],
] as const;

// The change is stored first: a socket that closes cannot come back.
for (const [spec, run] of stateChanges) {
  implement(peopleRoutes, spec, async (c, { actor, param, json }) => {
    await run(actOf(c, actor, param.id, json.reason));
    if (spec !== contract.unlockUser && spec !== contract.enableUser) {
      await closeSocketsOf(c.env, param.id);
    }
    return getUserDetail(c.env, param.id);
  });
}

implement(peopleRoutes, contract.suspendUser, async (c, { actor, param, json }) => {
  await actions.suspend(actOf(c, actor, param.id, json.reason), json.hours);
  await closeSocketsOf(c.env, param.id);
  deliverSoon(c);
  return getUserDetail(c.env, param.id);
});

implement(peopleRoutes, contract.deleteUser, async (c, { actor, param, json }) => {
  const act = actOf(c, actor, param.id, json.reason);
  const goneAt = await actions.remove(act, json.confirm, json.at_once);
  await closeSocketsOf(c.env, param.id);
  deliverSoon(c);
  return { gone_at: goneAt.toISOString() };
});

implement(peopleRoutes, contract.revokeUserKey, (c, { actor, param }) =>
  revokeKey(c.env, actor, param.key, originOf(c), param.id),
);

implement(peopleRoutes, contract.dismissViolation, async (c, { actor, param, json }) => {
  await actions.dismissViolation(actOf(c, actor, param.id, json.reason), param.violation);
  return getUserDetail(c.env, param.id);
});
