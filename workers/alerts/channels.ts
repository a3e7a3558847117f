import { eq } from "drizzle-orm";
import type { Db, Statement } from "../platform/db.ts";
import { alertChannel, alertDelivery } from "./alert.sql.ts";

export type ChannelRow = typeof alertChannel.$inferSelect;

/** The channels that take something. */
export const openChannels = (db: Db): Promise<Pick<ChannelRow, "id" | "kind">[]> =>
  db
    .select({ id: alertChannel.id, kind: alertChannel.kind })
    .from(alertChannel)
    .where(eq(alertChannel.isEnabled, true));

/** Where an alert's news go: a kind stands for all of it, EMAIL and IN_APP for the administrators. */
export function placesOf(
  wanted: readonly string[],
  channels: readonly Pick<ChannelRow, "id" | "kind">[],
): string[] {
  const places = wanted.flatMap((one) => {
    if (one === "EMAIL" || one === "IN_APP") return [one];
    return channels.filter(({ id, kind }) => id === one || kind === one).map(({ id }) => id);
  });
  return [...new Set(places)];
}

/** One row a place, to be delivered. */
export const deliveryStatements = (
  db: Db,
  eventId: string,
  places: readonly string[],
  now: number,
): Statement[] =>
  places.map((channel) =>
    db.insert(alertDelivery).values({
      id: crypto.randomUUID(),
      eventId,
      channel,
      status: "waiting",
      nextAttemptAt: new Date(now),
      createdAt: new Date(now),
    }),
  );
