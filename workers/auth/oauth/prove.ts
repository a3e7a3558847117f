import { auditStatement } from "../../platform/records/audit.ts";
import { openDb, runBatch } from "../../platform/db.ts";
import { minute } from "../../platform/durations.ts";
import { AppError } from "../../platform/errors.ts";
import { originOf, type Actor, type AppContext } from "../../platform/http/http.ts";
import { noteProof } from "../second-factor/step-up.ts";
import { ProviderFailure } from "./fetch-provider.ts";
import type { Identity } from "./identity.ts";
import { ownerOf } from "./link-identity.ts";
import type { Provider } from "./providers.ts";
import { lifetime } from "./visit.ts";

/** How far the provider's clock may be from ours. */
const tolerance = minute;

/**
 * Whether what was shown at the provider was shown just now, as a password is: by the time it says,
 * else as far as it can be, and was (`asked`), made to ask. A time still to come is no time anything was shown.
 */
export function isFresh(provider: Provider, identity: Identity, asked: boolean): boolean {
  const at = identity.authenticatedAt;
  const now = Date.now();
  if (at !== null) return at >= now - lifetime - tolerance && at <= now + tolerance;
  if ("max_age" in provider.reauth) return false;
  return asked || provider.reauth["prompt"] !== "login";
}

/**
 * What was just shown at the provider proves that the person is there, as the password would; it
 * proves nothing more where the account has a second factor. Throws AUTH_010; ProviderFailure where
 * the provider knew them from before.
 */
export async function proveWith(
  c: AppContext,
  actor: Actor,
  provider: Provider,
  identity: Identity,
): Promise<void> {
  const db = openDb(c.env.DB);
  if (actor.second_factors.length > 0) throw new AppError("AUTH_010", { method: "second_factor" });
  if ((await ownerOf(db, identity)) !== actor.id) throw new AppError("AUTH_010");
  if (!isFresh(provider, identity, true)) throw new ProviderFailure("auth_time");
  await runBatch(
    db,
    noteProof(db, actor.login_id, "password"),
    auditStatement(db, actor, originOf(c), {
      event: "SECURITY",
      action: "STEP_UP",
      resource: ["USER", actor.id],
      metadata: { method: `oauth:${provider.id}`, login_id: actor.login_id },
    }),
  );
}
