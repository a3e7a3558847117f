import { and, eq, isNull } from "drizzle-orm";
import { auditStatement } from "../../platform/records/audit.ts";
import { openDb, runBatch, type Db, type Statement } from "../../platform/db.ts";
import type { Env } from "../../platform/env.ts";
import type { Actor, Origin } from "../../platform/http/http.ts";
import { closeSocketsOfLogin } from "../open-sockets.ts";
import { apiKey } from "./api-key.sql.ts";
import { liveKeysOf } from "./live-keys.ts";

/** Whose keys they are; where they are signed in, with their sign-in. */
type Owner = Pick<Actor, "id"> & Partial<Actor>;

export interface Revocation {
  /** Of the keys. */
  readonly ids: readonly string[];
  /** One record a key, for the batch of what they are revoked with. */
  readonly statements: readonly Statement[];
}

/** How a person's own keys are all revoked. */
export async function revocationOf(db: Db, owner: Owner, origin: Origin): Promise<Revocation> {
  const keys = await db.select().from(apiKey).where(liveKeysOf(owner.id, Date.now()));
  const statements = keys.flatMap(({ id, name }) => [
    db
      .update(apiKey)
      .set({ revokedAt: new Date(), revokedReason: "owner" })
      .where(and(eq(apiKey.id, id), isNull(apiKey.revokedAt))),
    auditStatement(db, owner, origin, {
      event: "SECURITY",
      action: "REVOKE",
      resource: ["API_KEY", id],
      before: { name, status: "active" },
      after: { name, status: "revoked" },
    }),
  ]);
  return { ids: keys.map(({ id }) => id), statements };
}

/** As `tellPasswordChange` has it. */
export const countOf = (revocation: Revocation | null): number | null =>
  revocation?.ids.length ?? null;

/** What is open by keys that were revoked closes, and what they asked for ends. */
async function closeKeys(env: Env, ids: readonly string[]): Promise<void> {
  await Promise.all(ids.map((id) => closeSocketsOfLogin(env, id)));
}

/** A key that is made at the same moment goes with the next look. */
const looks = 3;

/** Revokes every key of a person at once; how many those were. `tell`: what tells them of so many. */
export async function revokeAllKeys(
  env: Env,
  owner: Owner,
  origin: Origin,
  tell?: (keys: number) => Promise<Statement[]>,
): Promise<number> {
  const db = openDb(env.DB);
  let revoked = 0;
  for (let look = 0; look < looks; look += 1) {
    const { ids, statements } = await revocationOf(db, owner, origin);
    const [first, ...rest] = statements;
    if (first === undefined) break;
    await runBatch(db, first, ...rest, ...((await tell?.(ids.length)) ?? []));
    await closeKeys(env, ids);
    revoked += ids.length;
  }
  return revoked;
}

/** After the batch that revoked them; a key that was made meanwhile goes, too. */
export async function endKeys(
  env: Env,
  owner: Owner,
  origin: Origin,
  { ids }: Revocation,
): Promise<void> {
  await closeKeys(env, ids);
  await revokeAllKeys(env, owner, origin);
}
