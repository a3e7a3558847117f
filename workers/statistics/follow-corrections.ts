import { sql, type SQL } from "drizzle-orm";
import type { Db, Statement } from "../platform/db.ts";
import { costDay, personCost, usageMinute } from "./cost-figure.sql.ts";
import { dayFigure } from "./day-figure.sql.ts";

/** What sums the recompute of recorded costs moves, as `{ id: [before, after] }` in JSON. */
const corrected = (costs: string): SQL => sql`from json_each(${costs}) c
  join usage_record u on u.id = c.key
  where json_extract(c.value, '$[0]') = u.cost_micro_usd
    and u.rowid <= (select row_id from rollup_cursor where source = 'usage')`;

const more = sql`sum(json_extract(c.value, '$[1]') - u.cost_micro_usd)`;

/**
 * Sums follow costs that are reckoned anew. To stand in the same batch, before the rows change; rows
 * not summed up yet are left, since they will be counted as they are then.
 */
export function followCorrections(
  db: Db,
  costs: string,
): [Statement, Statement, Statement, Statement, Statement, Statement] {
  const rows = corrected(costs);
  const ofPerson = (period: SQL): Statement =>
    db
      .insert(personCost)
      .select(sql`select ${period}, u.user_id, 0, 0, 0, 0, 0, ${more} ${rows} group by 1, 2`)
      .onConflictDoUpdate({
        target: [personCost.period, personCost.userId],
        set: { costMicroUsd: sql`${personCost.costMicroUsd} + excluded.cost_micro_usd` },
      });
  return [
    db
      .insert(costDay)
      .select(sql`select u.day, u.model, 0, 0, 0, 0, 0, ${more} ${rows} group by 1, 2`)
      .onConflictDoUpdate({
        target: [costDay.day, costDay.model],
        set: { costMicroUsd: sql`${costDay.costMicroUsd} + excluded.cost_micro_usd` },
      }),
    ofPerson(sql`substr(u.day, 1, 7)`),
    ofPerson(sql`substr(u.day, 1, 4)`),
    ofPerson(sql`''`),
    db
      .update(dayFigure)
      .set({
        costMicroUsd: sql`${dayFigure.costMicroUsd} + (select ${more} ${rows} and u.day = ${dayFigure.day})`,
      })
      .where(sql`${dayFigure.day} in (select u.day ${rows})`),
    db
      .update(usageMinute)
      .set({
        costMicroUsd: sql`${usageMinute.costMicroUsd} + (select ${more} ${rows} and u.created_at / 60000 = ${usageMinute.minute})`,
      })
      .where(sql`${usageMinute.minute} in (select u.created_at / 60000 ${rows})`),
  ];
}
