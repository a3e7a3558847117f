import { sql, type SQL, type SQLWrapper } from "drizzle-orm";
import { closedSite } from "#contract/outcome";

/** `outcomeOf` of a row. */
export const outcome = (status: SQLWrapper, code: SQLWrapper): SQL =>
  sql`(case when ${code} = ${closedSite} then 0 else ${status} / 100 end)`;
