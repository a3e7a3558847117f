import { eq } from "drizzle-orm";
import type { ErrorCode } from "#contract/errors";
import type { Db } from "../platform/db.ts";
import { AppError } from "../platform/errors.ts";
import { refusalToOwner } from "./held-account.ts";
import { standingColumns, type Standing } from "./person.ts";
import { user } from "./user.sql.ts";

/** An account that may sign in. Throws why it may not, as far as its owner is told, else `unknown`. */
export async function requireAccount(
  db: Db,
  userId: string,
  unknown: ErrorCode,
): Promise<Standing> {
  const standing = await db
    .select({ account: user, ...standingColumns })
    .from(user)
    .where(eq(user.id, userId))
    .get();
  const refusal = standing ? refusalToOwner(standing.account, Date.now()) : undefined;
  if (!standing || refusal === undefined) throw new AppError(unknown);
  if (refusal !== null) throw refusal;
  return standing;
}
