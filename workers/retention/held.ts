import { sql, type SQL } from "drizzle-orm";

/** Who is on hold: of them everything stays, whatever its age (U-106). */
export const heldPeople: SQL = sql`(select id from user where hold)`;

/** Whether one of the people a row tells of is on hold. */
export const isHeld = (...people: readonly string[]): SQL =>
  sql`exists (select 1 from user where user.hold and user.id in (${sql.raw(people.join(", "))}))`;
