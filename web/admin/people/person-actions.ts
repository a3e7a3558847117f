import { inviteAgain } from "#contract/admin-invitation";
import * as admin from "#contract/admin-user";
import * as accountState from "#contract/admin-user-state";
import type { UserDetail, UserStatus, UserSummary } from "#contract/admin-user";
import { startActing } from "#contract/impersonation";
import { call } from "../../client/call.ts";

/** What an administrator may do to a person from the list and the details. */
export type ActionName =
  | "invite-again"
  | "unlock"
  | "enable"
  | "restore"
  | "make-admin"
  | "make-user"
  | "sign-out"
  | "reset-password"
  | "reset-factor"
  | "lock"
  | "suspend"
  | "disable"
  | "stop"
  | "act-as"
  | "delete";

type Person = Pick<UserSummary, "id" | "status" | "role" | "elevated_until" | "second_factors"> & {
  readonly base_role?: UserDetail["base_role"];
};

export interface PersonAction {
  readonly name: ActionName;
  readonly stepUp: boolean;
  readonly danger?: true | undefined;
  readonly reason?: "required" | "optional" | undefined;
  /** The person reads the reason, too: what shuts somebody out, or acts for them, says why. */
  readonly told?: true | undefined;
}

interface Rule extends Omit<PersonAction, "name"> {
  /** States it makes sense in. */
  readonly from: readonly UserStatus[];
  /** Nobody locks themselves out. */
  readonly self?: true;
  readonly when?: (person: Person) => boolean;
}

const here: readonly UserStatus[] = ["active", "locked", "disabled", "suspended"];
/** Without an elevation, which lapses by itself. */
const roleOf = (person: Person) =>
  person.base_role ?? (person.elevated_until === null ? person.role : "user");

const rules: Record<ActionName, Rule> = {
  "invite-again": { from: ["invited"], stepUp: true },
  unlock: { from: ["active", "locked"], stepUp: true, reason: "optional" },
  enable: { from: ["suspended", "disabled"], stepUp: true, reason: "optional" },
  restore: { from: ["deleted"], stepUp: true, reason: "optional" },
  "make-admin": {
    from: [...here, "invited"],
    stepUp: true,
    reason: "optional",
    when: (person) => roleOf(person) === "user",
  },
  "make-user": {
    from: [...here, "invited"],
    stepUp: true,
    reason: "optional",
    // Takes an elevation back, too.
    when: (person) => person.role === "admin",
  },
  "sign-out": { from: here, self: true, stepUp: false, reason: "optional" },
  "reset-password": { from: here, stepUp: true, reason: "optional" },
  "reset-factor": {
    from: here,
    stepUp: true,
    danger: true,
    reason: "optional",
    when: (person) => person.second_factors.length > 0,
  },
  "act-as": {
    from: ["active"],
    stepUp: true,
    reason: "required",
    told: true,
    when: (person) => person.role === "user",
  },
  lock: { from: ["active"], stepUp: true, danger: true, reason: "optional", told: true },
  suspend: { from: ["active"], stepUp: false, danger: true, reason: "required", told: true },
  disable: {
    from: ["active", "locked", "invited", "suspended"],
    stepUp: true,
    danger: true,
    reason: "optional",
    told: true,
  },
  stop: {
    from: ["active", "locked", "suspended"],
    stepUp: true,
    danger: true,
    reason: "required",
    told: true,
  },
  delete: { from: [...here, "invited"], stepUp: true, danger: true, reason: "optional" },
};

const actions = (Object.keys(rules) as ActionName[]).map((name) => {
  const { stepUp, danger, reason, told } = rules[name];
  return { name, stepUp, danger, reason, told, rule: rules[name] };
});

/** Those that fit the person's state; to oneself only what locks nobody out (USER_004). */
export const actionsFor = (person: Person, myself: string | undefined): PersonAction[] =>
  actions.filter(({ name, rule }) => {
    if (person.role === "guest") return name === "sign-out" || name === "disable";
    if (person.id === myself && rule.self !== true) return false;
    return rule.from.includes(person.status) && (rule.when?.(person) ?? true);
  });

export interface ActionInput {
  readonly reason: string | undefined;
  readonly hours: number;
  readonly email: string;
  readonly atOnce: boolean;
}

const plain = {
  unlock: accountState.unlockUser,
  enable: accountState.enableUser,
  restore: accountState.restoreUser,
  "sign-out": accountState.signUserOut,
  "reset-password": accountState.resetUserPassword,
  "reset-factor": accountState.resetUserFactors,
  lock: accountState.lockUser,
  disable: accountState.disableUser,
} as const;

/** Does it. Answers the link of a new invitation, which is shown once. Throws `ApiError`. */
export async function runAction(
  name: ActionName,
  id: string,
  input: ActionInput,
): Promise<{ link: string; mailed: boolean } | null> {
  const param = { id };
  const reason = input.reason === undefined ? {} : { reason: input.reason };
  switch (name) {
    case "invite-again":
      return call(inviteAgain, { param });
    case "make-admin":
    case "make-user":
      await call(admin.changeRole, {
        param,
        json: { role: name === "make-admin" ? "admin" : "user", ...reason },
      });
      return null;
    case "suspend":
      await call(accountState.suspendUser, {
        param,
        json: { reason: input.reason ?? "", hours: input.hours },
      });
      return null;
    case "act-as":
      await call(startActing, { param: { user_id: id }, json: { reason: input.reason ?? "" } });
      location.assign("/");
      // The console is left: nothing of it is read again as the other one.
      return new Promise(() => {});
    case "stop":
      await call(accountState.stopUser, { param, json: { reason: input.reason ?? "" } });
      return null;
    case "delete":
      await call(accountState.deleteUser, {
        param,
        json: { confirm: input.email, at_once: input.atOnce, ...reason },
      });
      return null;
    default:
      await call(plain[name], { param, json: reason });
      return null;
  }
}
