import { and, eq, gt, isNull, or } from "drizzle-orm";
import { apiKey } from "./api-key.sql.ts";

/** A person's keys that let in: neither revoked nor expired. */
export const liveKeysOf = (userId: string, now: number) =>
  and(
    eq(apiKey.userId, userId),
    isNull(apiKey.revokedAt),
    or(isNull(apiKey.expiresAt), gt(apiKey.expiresAt, new Date(now))),
  );
