/** What an administrator does to an account as a whole: close it, open it again, end what it holds. */
import * as v from "valibot";
import { UserDetail } from "./admin-user.ts";
import { Count, Email, Instant, Text } from "./common.ts";
import { endpoint, type StepUp } from "./endpoint.ts";
import { Id } from "./ids.ts";

const param = v.object({ id: Id });
const Reason = Text(500);

const stateChange = (name: string, summary: string, stepUp?: StepUp) =>
  endpoint({
    method: "POST",
    path: `/admin/users/:id/${name}`,
    access: "admin",
    ...(stepUp ? { stepUp } : {}),
    summary,
    param,
    json: v.object({ reason: v.optional(Reason) }),
    output: UserDetail,
    record: ["reason"],
  });

export const lockUser = stateChange(
  "lock",
  "Lock: no sign-in until unlocked; sign-ins end at once",
  "second-factor",
);
export const unlockUser = stateChange(
  "unlock",
  "Lift an administrator's lock and what failed sign-ins hold back (U-162)",
  "reauth",
);
export const disableUser = stateChange(
  "disable",
  "Disable the account; sign-ins, keys and sockets end at once",
  "second-factor",
);
export const enableUser = stateChange(
  "enable",
  "Enable a locked, suspended or disabled account",
  "second-factor",
);
export const restoreUser = stateChange(
  "restore",
  "Take back a deletion that has not happened yet",
  "second-factor",
);
export const signUserOut = stateChange("sign-out", "End every sign-in of a person at once");
export const resetUserPassword = stateChange(
  "reset-password",
  "Send a reset mail, and ask for a new password at the next sign-in",
  "second-factor",
);
export const resetUserFactors = stateChange(
  "reset-second-factor",
  "Take every second factor away, so that the person can enrol anew (T-27)",
  "second-factor",
);

export const stopUser = endpoint({
  method: "POST",
  path: "/admin/users/:id/stop",
  access: "admin",
  stepUp: "second-factor",
  summary:
    "Evidence of a threat: disable at once, stop what runs, hold the data, tell every administrator (U-107)",
  param,
  json: v.object({ reason: Reason }),
  output: UserDetail,
  record: ["reason"],
});

/** A stop for so long is as quick as what it stops; a longer one asks for the second factor. */
export const quickStopHours = 24;

export const suspendUser = endpoint({
  method: "POST",
  path: "/admin/users/:id/suspend",
  access: "admin",
  summary:
    "Suspend for some hours; it ends by itself. Longer than a day asks for the second factor, and takes no key",
  param,
  json: v.object({
    reason: Reason,
    hours: v.optional(v.pipe(Count, v.minValue(1), v.maxValue(24 * 90)), quickStopHours),
  }),
  output: UserDetail,
  record: ["reason", "hours"],
});

export const deleteUser = endpoint({
  method: "POST",
  path: "/admin/users/:id/delete",
  access: "admin",
  stepUp: "second-factor",
  summary: "Delete: closed and hidden now, gone after 14 days, or at once where asked (T-36)",
  param,
  json: v.object({
    /** The person's address, typed. */
    confirm: Email,
    reason: v.optional(Reason),
    at_once: v.optional(v.boolean(), false),
  }),
  output: v.object({ gone_at: Instant }),
  record: ["reason", "at_once"],
});
