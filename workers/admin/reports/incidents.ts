import { and, asc, eq, gte, inArray, lt, ne, sql } from "drizzle-orm";
import { alertEvent, systemAlert } from "../../alerts/alert.sql.ts";
import type { Db } from "../../platform/db.ts";
import { groupBy } from "../statistics/group-by.ts";

/** Events of a week that are looked at; an alert that comes and goes all the time makes no more. */
const enough = 10_000;

export interface Incident {
  readonly alertId: string;
  readonly name: string;
  readonly condition: string;
  readonly value: number | null;
  readonly threshold: typeof alertEvent.$inferSelect.threshold;
  readonly operator: string;
  readonly began: number;
  /** Null: it is not over, or its end is not on record. */
  readonly ended: number | null;
  readonly isOpen: boolean;
}

type Row = Awaited<ReturnType<typeof eventsOf>>[number];

const eventsOf = (db: Db, from: number, to: number) =>
  db
    .select({ event: alertEvent, alert: systemAlert })
    .from(alertEvent)
    .innerJoin(systemAlert, eq(systemAlert.id, alertEvent.alertId))
    .where(
      and(
        gte(alertEvent.at, new Date(from)),
        lt(alertEvent.at, new Date(to)),
        ne(alertEvent.kind, "test"),
      ),
    )
    .orderBy(asc(alertEvent.at))
    .limit(enough);

const listed = (ids: readonly string[]) =>
  sql`(select value from json_each(${JSON.stringify(ids)}))`;

/** Alerts whose trouble began before `from` and was not over then. */
async function openAt(db: Db, ids: readonly string[], from: number): Promise<Set<string>> {
  const last = sql<string | null>`(select e.kind from alert_event e
    where e.alert_id = system_alert.id and e.at < ${from} and e.kind in ('fired', 'silenced', 'resolved')
    order by e.at desc limit 1)`;
  const rows = await db
    .select({ id: systemAlert.id, last: last.as("last_kind") })
    .from(systemAlert)
    .where(inArray(systemAlert.id, listed(ids)));
  return new Set(rows.filter((row) => row.last && row.last !== "resolved").map((row) => row.id));
}

/** When what was open at `to` was over. */
async function endsAfter(db: Db, ids: readonly string[], to: number): Promise<Map<string, number>> {
  const rows = await db
    .select({ id: alertEvent.alertId, at: sql<number>`min(${alertEvent.at})`.as("ended") })
    .from(alertEvent)
    .where(
      and(
        inArray(alertEvent.alertId, listed(ids)),
        eq(alertEvent.kind, "resolved"),
        gte(alertEvent.at, new Date(to)),
      ),
    )
    .groupBy(alertEvent.alertId);
  return new Map(rows.map((row) => [row.id, row.at]));
}

const begins = ({ event }: Row): boolean => event.kind === "fired" || event.kind === "silenced";

const isFiring = ({ alert }: Row): boolean =>
  alert.deletedAt === null && alert.isEnabled && alert.state === "firing";

/** One alert's events in their order: a trouble is from its first firing to the next that it ended. */
function pair(rows: readonly Row[], wasOpen: boolean): { row: Row; ended: number | null }[] {
  const found: { row: Row; ended: number | null }[] = [];
  let open = wasOpen;
  for (const row of rows) {
    if (begins(row) && !open) found.push({ row, ended: null });
    const last = found.at(-1);
    if (row.event.kind === "resolved" && open && last?.ended === null) {
      last.ended = row.event.at.getTime();
    }
    open = begins(row) || (open && row.event.kind !== "resolved");
  }
  return found;
}

/** Troubles that began between two times: alerts that fired, told or silenced. */
export async function incidentsOf(db: Db, from: number, to: number): Promise<Incident[]> {
  const groups = groupBy(await eventsOf(db, from, to), ({ event }) => event.alertId);
  if (groups.size === 0) return [];
  const before = await openAt(db, [...groups.keys()], from);
  const found = [...groups].flatMap(([id, rows]) => pair(rows, before.has(id)));
  const open = found.filter(({ ended }) => ended === null).map(({ row }) => row.event.alertId);
  const later = open.length === 0 ? new Map<string, number>() : await endsAfter(db, open, to);
  return found.map(({ row, ended }) => {
    const { event, alert } = row;
    const over = ended ?? later.get(alert.id) ?? null;
    return {
      alertId: alert.id,
      name: alert.name,
      condition: alert.conditionType,
      value: event.value,
      threshold: event.threshold,
      operator: event.comparisonOperator,
      began: event.at.getTime(),
      ended: over,
      isOpen: over === null && isFiring(row),
    };
  });
}

/** Minutes until those that ended were over, on average. */
export function meanMinutes(incidents: readonly Incident[]): number | null {
  const ended = incidents.flatMap(({ began, ended: at }) => (at === null ? [] : [at - began]));
  if (ended.length === 0) return null;
  return Math.round(ended.reduce((sum, one) => sum + one, 0) / ended.length / 6000) / 10;
}
