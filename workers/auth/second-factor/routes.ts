import { Hono } from "hono";
import * as contract from "#contract/second-factor";
import type { AppEnv } from "../../platform/http/http.ts";
import { implement } from "../../platform/http/implement.ts";
import { beginPasskey, beginTotp } from "./begin-enrolment.ts";
import { confirmTotp, finishPasskey } from "./finish-enrolment.ts";
import {
  getSecondFactors,
  removePasskey,
  removeTotp,
  renamePasskey,
  renewRecoveryCodes,
} from "./manage.ts";
import { beginPasskeySignIn, completeSignIn, finishPasskeySignIn } from "./sign-in.ts";
import { beginStepUp, stepUp } from "./step-up.ts";

export const secondFactorRoutes = new Hono<AppEnv>();
const routes = secondFactorRoutes;

implement(routes, contract.completeSignIn, (c, { json }) => completeSignIn(c, json));

implement(routes, contract.beginPasskeySignIn, (c, { json }) => beginPasskeySignIn(c, json.ticket));

implement(routes, contract.finishPasskeySignIn, (c, { json }) => finishPasskeySignIn(c, json));

implement(routes, contract.getSecondFactors, (c, { actor }) => getSecondFactors(c, actor));

implement(routes, contract.beginTotp, (c, { actor, json }) => beginTotp(c, actor, json.password));

implement(routes, contract.confirmTotp, async (c, { actor, json }) => ({
  recovery_codes: await confirmTotp(c, actor, json),
}));

implement(routes, contract.removeTotp, (c, { actor }) => removeTotp(c, actor));

implement(routes, contract.renewRecoveryCodes, async (c, { actor }) => ({
  recovery_codes: await renewRecoveryCodes(c, actor),
}));

implement(routes, contract.beginPasskey, (c, { actor, json }) =>
  beginPasskey(c, actor, json.password),
);

implement(routes, contract.finishPasskey, (c, { actor, json }) => finishPasskey(c, actor, json));

implement(routes, contract.renamePasskey, (c, { actor, param, json }) =>
  renamePasskey(c, actor, param.id, json.name),
);

implement(routes, contract.removePasskey, (c, { actor, param }) =>
  removePasskey(c, actor, param.id),
);

implement(routes, contract.beginStepUp, (c, { actor }) => beginStepUp(c, actor));

implement(routes, contract.stepUp, (c, { actor, json }) => stepUp(c, actor, json));
