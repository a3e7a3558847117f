import { Hono } from "hono";
import { dismissViolation, reopenViolation } from "#contract/admin-security";
import * as invitation from "#contract/admin-invitation";
import * as contract from "#contract/admin-user";
import * as accountState from "#contract/admin-user-state";
import { revokeUserKey } from "#contract/api-key";
import { closeSocketsOf } from "../../auth/end-access.ts";
import { revokeKey } from "../../auth/keys/service.ts";
import { deliverSoon } from "../../mail/outbox.ts";
import { meterOf } from "../../meter/rpc.ts";
import { openDb } from "../../platform/db.ts";
import { originOf, type Actor, type AppContext, type AppEnv } from "../../platform/http/http.ts";
import { requireProof } from "../../platform/http/guard.ts";
import { implement } from "../../platform/http/implement.ts";
import { tellRunsTheRole } from "../../sessions/tell-role.ts";
import * as person from "./change-person.ts";
import * as holdBack from "./hold-back.ts";
import { inviteOnceMore, inviteUser, resetPasswordOf } from "./invite-user.ts";
import * as judge from "./judge-violation.ts";
import { listUsers } from "./list-users.ts";
import { remove, restore } from "./remove-person.ts";
import { setLimits } from "./set-limits.ts";
import { getUserDetail } from "./user-detail.ts";

export const peopleRoutes = new Hono<AppEnv>();

const actOf = <Reason extends string | undefined>(
  c: AppContext,
  actor: Actor,
  id: string,
  reason: Reason,
) => ({ env: c.env, db: openDb(c.env.DB), actor, id, origin: originOf(c), reason });

/** What is open and what runs ends, after the change that it ends for is stored: nothing comes back. */
async function shutOut(c: AppContext, id: string): Promise<void> {
  await closeSocketsOf(c.env, id);
  deliverSoon(c);
}

implement(peopleRoutes, contract.listUsers, (c, { query }) => listUsers(openDb(c.env.DB), query));

implement(peopleRoutes, contract.getUser, (c, { param }) => getUserDetail(c.env, param.id));

implement(peopleRoutes, invitation.inviteUser, (c, { actor, json }) => inviteUser(c, actor, json));

implement(peopleRoutes, invitation.inviteAgain, (c, { actor, param }) =>
  inviteOnceMore(c, actor, param.id),
);

implement(peopleRoutes, accountState.resetUserPassword, async (c, { actor, param, json }) => {
  await resetPasswordOf(c, actor, param.id, json.reason);
  await closeSocketsOf(c.env, param.id);
  return getUserDetail(c.env, param.id);
});

implement(peopleRoutes, contract.updateUser, async (c, { actor, param, json }) => {
  // What was held back from deletion may be gone tomorrow (T-36).
  if (json.hold === false) requireProof("reauth", actor);
  await person.update(actOf(c, actor, param.id, undefined), json);
  return getUserDetail(c.env, param.id);
});

implement(peopleRoutes, contract.changeRole, async (c, { actor, param, json }) => {
  await person.changeRole(actOf(c, actor, param.id, json.reason), json.role);
  await Promise.all([
    meterOf(c.env, param.id).refresh(),
    tellRunsTheRole(c.env, param.id, json.role),
  ]);
  deliverSoon(c);
  return getUserDetail(c.env, param.id);
});

implement(peopleRoutes, contract.setUserLimits, async (c, { actor, param, json }) => {
  await setLimits(c.env, actor, param.id, json, originOf(c));
  return getUserDetail(c.env, param.id);
});

const stateChanges = [
  [accountState.unlockUser, holdBack.unlock],
  [accountState.enableUser, holdBack.enable],
  [accountState.restoreUser, restore],
  [accountState.signUserOut, person.signOut],
  [accountState.resetUserFactors, person.resetSecondFactor],
] as const;

for (const [spec, run] of [
  [accountState.lockUser, holdBack.lock],
  [accountState.disableUser, holdBack.disable],
] as const) {
  implement(peopleRoutes, spec, async (c, { actor, param, json }) => {
    await run(actOf(c, actor, param.id, json.reason));
    await shutOut(c, param.id);
    return getUserDetail(c.env, param.id);
  });
}

implement(peopleRoutes, accountState.stopUser, async (c, { actor, param, json }) => {
  await holdBack.stop(actOf(c, actor, param.id, json.reason));
  return getUserDetail(c.env, param.id);
});

// The change is stored first: a socket that closes cannot come back.
for (const [spec, run] of stateChanges) {
  implement(peopleRoutes, spec, async (c, { actor, param, json }) => {
    const done = await run(actOf(c, actor, param.id, json.reason));
    if (done !== null && spec !== accountState.unlockUser && spec !== accountState.enableUser) {
      await closeSocketsOf(c.env, param.id);
    }
    return getUserDetail(c.env, param.id);
  });
}

implement(peopleRoutes, accountState.suspendUser, async (c, { actor, param, json }) => {
  if (json.hours > accountState.quickStopHours) requireProof("second-factor", actor);
  await holdBack.suspend(actOf(c, actor, param.id, json.reason), json.hours);
  await shutOut(c, param.id);
  return getUserDetail(c.env, param.id);
});

implement(peopleRoutes, accountState.deleteUser, async (c, { actor, param, json }) => {
  const act = actOf(c, actor, param.id, json.reason);
  const goneAt = await remove(act, json.confirm, json.at_once);
  await shutOut(c, param.id);
  return { gone_at: goneAt.toISOString() };
});

implement(peopleRoutes, revokeUserKey, (c, { actor, param }) =>
  revokeKey(c.env, actor, param.key, originOf(c), param.id),
);

for (const [spec, run] of [
  [dismissViolation, judge.dismissViolation],
  [reopenViolation, judge.reopenViolation],
] as const) {
  implement(peopleRoutes, spec, async (c, { actor, param, json }) => {
    await run(actOf(c, actor, param.id, json.reason), param.violation);
    return getUserDetail(c.env, param.id);
  });
}
