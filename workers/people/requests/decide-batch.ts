import { and, eq, gt, sql, type SQL } from "drizzle-orm";
import { assertStatement, isRefused } from "../../platform/assert-statement.ts";
import { runBatch, type Db, type Statement } from "../../platform/db.ts";
import { AppError } from "../../platform/errors.ts";
import { accessRequest } from "./access-request.sql.ts";

/** Changes a request that is still as it was read, with what follows from it; else ACCESS_002. */
export async function decideBatch(
  db: Db,
  change: {
    readonly id: string;
    readonly from: (typeof accessRequest.$inferSelect)["status"];
    readonly set: Partial<typeof accessRequest.$inferInsert>;
  },
  ...rest: Statement[]
): Promise<void> {
  try {
    await runBatch(
      db,
      assertStatement(
        db,
        sql`exists(select 1 from access_request where id = ${change.id} and status = ${change.from})`,
      ),
      db.update(accessRequest).set(change.set).where(eq(accessRequest.id, change.id)),
      ...rest,
    );
  } catch (error) {
    if (isRefused(error)) throw new AppError("ACCESS_002");
    throw error;
  }
}

/** Whether an elevation of theirs holds. */
export const isElevated = (userId: string): SQL =>
  sql`exists(select 1 from access_request where user_id = ${userId} and kind = 'elevation'
    and status = 'approved' and ends_at > ${Date.now()})`;

/** Ends what was granted to a person for a day, for the batch of what takes it from them. */
export const endElevations = (db: Db, userId: string): Statement =>
  db
    .update(accessRequest)
    .set({ status: "ended", endsAt: new Date() })
    .where(
      and(
        eq(accessRequest.userId, userId),
        eq(accessRequest.kind, "elevation"),
        eq(accessRequest.status, "approved"),
        gt(accessRequest.endsAt, new Date()),
      ),
    );
