import { and, eq, lt } from "drizzle-orm";
import { openDb } from "../../platform/db.ts";
import type { Env } from "../../platform/env.ts";
import { AppError } from "../../platform/errors.ts";
import { decodeBase64Url } from "../../platform/hash.ts";
import type { Origin } from "../../platform/http/http.ts";
import { recordFailure } from "./code-attempts.ts";
import type { RelyingParty } from "./relying-party.ts";
import { passkey } from "./second-factor.sql.ts";
import { readAssertion, verifyAssertion } from "./verify-passkey.ts";
import type { Assertion } from "./verify-passkey.ts";

type Row = typeof passkey.$inferSelect;

const reasonOf = (error: unknown): string =>
  error instanceof Error ? error.message : "unreadable";

function readResponse(response: unknown): Assertion {
  try {
    return readAssertion(response);
  } catch {
    throw new AppError("AUTH_008");
  }
}

/** Where the authenticator names the account, it is the passkey's. */
function checkHandle(given: Assertion, row: Row): void {
  const handle = given.response.userHandle;
  if (!handle) return;
  if (new TextDecoder().decode(decodeBase64Url(handle)) !== row.userId)
    throw new Error("another account");
}

/**
 * Checks what an authenticator signed and takes its counter on. `userId` null: whoever the passkey
 * belongs to. Throws AUTH_008 alike for everything that is not right; the record says what it was.
 */
export async function checkPasskey(
  env: Env,
  userId: string | null,
  given: { response: unknown; challenge: string; site: RelyingParty },
  origin: Origin,
): Promise<Row> {
  const db = openDb(env.DB);
  const assertion = readResponse(given.response);
  const credentialId = assertion.id.replaceAll("=", "");
  const row = await db.select().from(passkey).where(eq(passkey.credentialId, credentialId)).get();
  if (!row || (userId !== null && row.userId !== userId)) {
    if (userId !== null)
      await recordFailure(db, userId, origin, { method: "passkey", reason: "unknown_passkey" });
    throw new AppError("AUTH_008");
  }
  const fail = async (reason: string, critical: boolean): Promise<never> => {
    await recordFailure(db, row.userId, origin, { method: "passkey", reason, critical });
    throw new AppError("AUTH_008");
  };
  let seen: { counter: number; backedUp: boolean };
  try {
    checkHandle(assertion, row);
    seen = await verifyAssertion(assertion, row.publicKey, given.challenge, given.site);
  } catch (error) {
    return fail(reasonOf(error).slice(0, 100), false);
  }
  const taken = await db
    .update(passkey)
    .set({ counter: seen.counter, backedUp: seen.backedUp, lastUsedAt: new Date() })
    .where(
      and(
        eq(passkey.id, row.id),
        // Authenticators without a counter always say 0.
        seen.counter === 0 ? eq(passkey.counter, 0) : lt(passkey.counter, seen.counter),
      ),
    )
    .returning()
    .get();
  // A counter that went back is the sign of a copied authenticator.
  return taken ?? fail("counter_went_back", true);
}
