import { keyScopeOf, mayActFor, type Endpoint, type StepUp } from "#contract/endpoint";
import type { Role } from "#contract/common";
import { minute } from "../durations.ts";
import { AppError } from "../errors.ts";
import { requireLastingRole } from "../lasting-role.ts";
import { isAboutAccounts, isSingleUser } from "../site-mode.ts";
import { originOf, type Actor, type AppContext } from "./http.ts";
import { checkSiteRules } from "./site-rules.ts";
import { methodsAt } from "./unknown-address.ts";

/** U-062: each role may what the one before it may. */
const rank: Record<Role, number> = { guest: 0, user: 1, admin: 2 };

/** How long a proof holds. */
export const provedFor = 10 * minute;

const mayCall = (role: Role, access: Role): boolean => rank[role] >= rank[access];

function checkKey(spec: Endpoint, actor: Actor): void {
  if (actor.key === null) return;
  const scope = keyScopeOf(spec);
  if (scope !== false && actor.key.scopes.includes(scope)) return;
  throw new AppError("KEY_002", { required: scope === false ? null : scope });
}

/** Throws where the proof an endpoint asks for was not given lately. */
export function checkStepUp(needed: StepUp, actor: Actor): void {
  if (actor.local) return;
  const factor = actor.second_factors.length > 0;
  if (needed === "second-factor" && !factor) throw new AppError("AUTH_009", { critical: true });
  const proof = actor.proved;
  const fresh = proof !== null && proof.at.getTime() + provedFor > Date.now();
  if (fresh && (proof.by === "second_factor" || !factor)) return;
  throw new AppError("AUTH_010", { method: factor ? "second_factor" : "password" });
}

/** As the contract's `stepUp`, for one case of an endpoint: no key comes through. Throws KEY_002, AUTH_009, AUTH_010. */
export function requireProof(needed: StepUp, actor: Actor): void {
  if (actor.key !== null) throw new AppError("KEY_002", { required: null });
  checkStepUp(needed, actor);
}

/** What is left to do for who may do nothing else. */
export const refusalOfRestricted = (restricted: NonNullable<Actor["restricted"]>): AppError =>
  new AppError(restricted === "password" ? "AUTH_016" : "AUTH_009");

/** Hono hands a HEAD to its GET's handler. Throws REQUEST_003 where that does more than read. */
function checkMethod(spec: Endpoint, c: AppContext): void {
  if (spec.safe !== false || c.req.method !== "HEAD") return;
  c.header("Allow", methodsAt(c.req.path).join(", ") || spec.method);
  throw new AppError("REQUEST_003");
}

/** The person of the request, as `authenticate` found it; the only place that reads who may call. */
export function guard(spec: Endpoint, c: AppContext): Actor | undefined {
  checkMethod(spec, c);
  const actor = c.get("actor");
  checkSiteRules(c.get("site"), spec, actor, originOf(c).ip);
  if (isSingleUser(c.env) && isAboutAccounts(spec.path)) throw new AppError("AUTH_019");
  if (actor?.impersonator && spec.access !== "public" && !mayActFor(spec)) {
    throw new AppError("AUTH_022");
  }
  if (spec.access === "public") {
    if (actor && spec.key === false) checkKey(spec, actor);
    return actor;
  }
  if (!actor) throw c.get("refusal") ?? new AppError("AUTH_002");
  if (!mayCall(actor.role, spec.access)) throw new AppError("AUTH_004");
  checkKey(spec, actor);
  if (actor.restricted !== null && !spec.whileRestricted) {
    throw refusalOfRestricted(actor.restricted);
  }
  if (spec.lasting) requireLastingRole(actor);
  if (spec.stepUp) checkStepUp(spec.stepUp, actor);
  return actor;
}
