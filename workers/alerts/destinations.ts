import { asc } from "drizzle-orm";
import { destinationsOf, type Destination } from "#contract/alert-destinations";
import { isMailEnabled } from "../mail/transport.ts";
import type { Db } from "../platform/db.ts";
import type { Env } from "../platform/env.ts";
import { alertChannel } from "./alert.sql.ts";

/** Says of what an alert names whom it reaches now. */
export async function readDestinations(
  db: Db,
  env: Env,
): Promise<(wanted: readonly string[]) => Destination[]> {
  const channels = await db
    .select({
      id: alertChannel.id,
      kind: alertChannel.kind,
      name: alertChannel.name,
      is_enabled: alertChannel.isEnabled,
    })
    .from(alertChannel)
    .orderBy(asc(alertChannel.createdAt), alertChannel.id);
  return (wanted) => destinationsOf(wanted, channels, isMailEnabled(env));
}
