/** U-098: everybody is told of a planned maintenance, by mail and notice, and again where it changes. */
import { and, asc, eq, gt, inArray, lte, ne, or, sql } from "drizzle-orm";
import { recipientOf } from "../../auth/recipient.ts";
import { user } from "../../auth/user.sql.ts";
import { mailStatements } from "../../mail/outbox.ts";
import { noticeStatement } from "../../notices/write-notice.ts";
import { assertStatement, isRefused } from "../../platform/assert-statement.ts";
import { openDb, runBatch, type Db, type Statement } from "../../platform/db.ts";
import type { Env } from "../../platform/env.ts";
import type { MaintenanceState } from "../../settings/maintenance-state.ts";
import { maintenanceNotice } from "./maintenance-notice.sql.ts";
import { nextTelling, type Holds, type Plan, type Told } from "./next-telling.ts";

/** Two statements a person, and a batch ends well within its time. */
const perBatch = 40;
const batchesPerRun = 5;

type Account = typeof user.$inferSelect;

const kinds = {
  planned: "maintenance_planned",
  changed: "maintenance_changed",
  called_off: "maintenance_called_off",
} as const;

async function tell(
  db: Db,
  env: Env,
  account: Account,
  { startsAt, endsAt, news }: Told,
  message: MaintenanceState["message"],
): Promise<Statement[]> {
  if (news === "moved") return [];
  const language = account.language ?? "ja";
  const ends_at = endsAt ?? (language === "ja" ? "未定" : "not known yet");
  const kind = kinds[news];
  const to = recipientOf(account);
  const [mail] =
    kind === "maintenance_called_off"
      ? await mailStatements(db, env, { to, event: kind, data: { starts_at: startsAt, ends_at } })
      : await mailStatements(db, env, {
          to,
          event: kind,
          data: { starts_at: startsAt, ends_at, message: message[language] },
        });
  const notice = noticeStatement(db, account.id, {
    kind,
    severity: kind === "maintenance_called_off" ? "info" : "warning",
    data: { starts_at: startsAt.toISOString(), ends_at: endsAt?.toISOString() ?? null },
  });
  return [mail, notice];
}

const accountsAfter = (db: Db, { lastUserId, upToUserId }: Told) =>
  db
    .select()
    .from(user)
    .where(
      and(
        gt(user.id, lastUserId),
        upToUserId === null ? undefined : lte(user.id, upToUserId),
        eq(user.status, "active"),
        ne(user.role, "guest"),
      ),
    )
    .orderBy(asc(user.id))
    .limit(perBatch);

/** How far a row has come, as one text; empty: there is none. */
const placeOf = (row: Told | undefined): string =>
  row ? `${row.news} ${row.lastUserId} ${row.begunAt?.getTime() ?? 0}` : "";

const isAsRead = (startsAt: Date, row: Told | undefined) => sql`coalesce((
  select news || ' ' || last_user_id || ' ' || coalesce(begun_at, 0) from maintenance_notice
  where starts_at = ${startsAt.getTime()}), '') = ${placeOf(row)}`;

/** Goes on from the last account that was told; nobody is told twice of the same. True: there may be more. */
async function tellSome(
  db: Db,
  env: Env,
  holds: Holds,
  message: MaintenanceState["message"],
  now: number,
): Promise<boolean> {
  const { startsAt: start } = maintenanceNotice;
  const isClosing = holds.closing ? eq(start, holds.closing.startsAt) : undefined;
  const rows = await db
    .select()
    .from(maintenanceNotice)
    .where(or(gt(start, new Date(now)), isClosing));
  const telling = nextTelling(rows, holds, now);
  if (telling === null) return false;
  const { row, moved } = telling;
  const { startsAt } = row;
  const found = rows.find((one) => one.startsAt.getTime() === startsAt.getTime());
  const accounts = await accountsAfter(db, row);
  const told: Statement[] = [];
  for (const one of accounts) told.push(...(await tell(db, env, one, row, message)));
  const next: Told = {
    ...row,
    lastUserId: accounts.at(-1)?.id ?? row.lastUserId,
    finishedAt: accounts.length < perBatch ? new Date(now) : null,
  };
  const old = moved.map((one) => one.startsAt);
  await runBatch(
    db,
    assertStatement(db, isAsRead(startsAt, found)),
    db
      .insert(maintenanceNotice)
      .values(next)
      .onConflictDoUpdate({ target: maintenanceNotice.startsAt, set: next }),
    db
      .update(maintenanceNotice)
      .set({ news: "moved" })
      .where(inArray(maintenanceNotice.startsAt, old)),
    ...told,
  );
  return true;
}

const planFrom = (startsAt: number, endsAt: number | null): Plan => ({
  startsAt: new Date(startsAt),
  endsAt: endsAt === null ? null : new Date(endsAt),
});

/** When it was last closed or opened by hand, and the planned time last set or taken away. */
export interface Switched {
  readonly byHand: number;
  /** Null: never. */
  readonly plan: number | null;
}

function holdsOf(state: MaintenanceState, switched: Switched, now: number): Holds {
  const { active, starts_at, ends_at, until } = state;
  const isLater = starts_at !== null && starts_at > now;
  const begun = starts_at === null || isLater ? switched.byHand : starts_at;
  // Who closes the site in its stead takes the plan away in the same moment; one called off goes by itself.
  const isOfPlan = starts_at !== null || switched.plan === switched.byHand;
  return {
    plan: isLater ? planFrom(starts_at, ends_at) : null,
    closing: active ? { ...planFrom(begun, until), isOfPlan } : null,
  };
}

export async function tellPlanned(
  env: Env,
  state: MaintenanceState,
  switched: Switched,
  now: number,
): Promise<void> {
  const holds = holdsOf(state, switched, now);
  const db = openDb(env.DB);
  for (let batch = 0; batch < batchesPerRun; batch += 1) {
    try {
      if (!(await tellSome(db, env, holds, state.message, now))) return;
    } catch (error) {
      // Another run tells them.
      if (isRefused(error)) return;
      throw error;
    }
  }
}
