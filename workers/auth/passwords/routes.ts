import { Hono } from "hono";
import * as contract from "#contract/password";
import { openDb } from "../../platform/db.ts";
import type { AppEnv } from "../../platform/http/http.ts";
import { implement } from "../../platform/http/implement.ts";
import { acceptInvitation, getInvitation } from "../accept-invitation.ts";
import { verifyEmail } from "../email-address.ts";
import { unlockByMail } from "../unlock.ts";
import { changePassword } from "./change-password.ts";
import { requestPasswordReset, resetPassword } from "./reset-password.ts";

export const passwordRoutes = new Hono<AppEnv>();

implement(passwordRoutes, contract.changePassword, (c, { actor, json }) =>
  changePassword(c, actor, json),
);

implement(passwordRoutes, contract.requestPasswordReset, (c, { json }) =>
  requestPasswordReset(c, json),
);

implement(passwordRoutes, contract.resetPassword, (c, { json }) => resetPassword(c, json));

implement(passwordRoutes, contract.unlockByMail, (c, { json }) => unlockByMail(c, json.token));

implement(passwordRoutes, contract.getInvitation, (c, { json }) =>
  getInvitation(openDb(c.env.DB), json.token),
);

implement(passwordRoutes, contract.acceptInvitation, (c, { json }) => acceptInvitation(c, json));

implement(passwordRoutes, contract.verifyEmail, (c, { json }) => verifyEmail(c, json.token));
