/** What D1 must learn of this session: kept here until it has, so that a failing D1 loses nothing. */
import { eq, sql } from "drizzle-orm";
import { isActive, type RunState, type Usage } from "#contract/chat";
import type { PermissionMode } from "#contract/common";
import { auditStatement } from "../platform/records/audit.ts";
import { openDb, runBatch, type Db, type Statement } from "../platform/db.ts";
import { errorFields, log } from "../platform/log.ts";
import { project } from "../projects/project.sql.ts";
import { endOfMode } from "../sessions/bypass.ts";
import { chatSession } from "../sessions/chat-session.sql.ts";
import { costOnRecord, insertUsage, type UsageRow } from "../usage/service.ts";
import { setupOf, type Core } from "./core.ts";
import { readMeta, writeMeta } from "./meta.ts";
import { addSettlement, settleWithMeter } from "./metering.ts";

interface Spent {
  readonly usage: Usage;
  readonly model: string;
  readonly cost_micro_usd: number;
  readonly duration_ms?: number;
}

/** Call inside `commit`, once for an id. The meter hears of it, too. */
export function addToOutbox(core: Core, id: string, spent: Spent): void {
  const setup = setupOf(core);
  const row: UsageRow = {
    id,
    user_id: setup.owner.id,
    project_id: setup.project_id,
    session_id: setup.session_id,
    turn_id: readMeta(core.sql, "run").turn_id ?? "",
    model: spent.model,
    key_id: readMeta(core.sql, "key_id"),
    usage: spent.usage,
    cost_micro_usd: spent.cost_micro_usd,
    duration_ms: spent.duration_ms ?? null,
    created_at: Date.now(),
  };
  core.sql.exec("INSERT INTO outbox(id, body) VALUES(?, ?)", row.id, JSON.stringify(row));
  addSettlement(core, row.id, spent.cost_micro_usd);
}

/** A permission mode chosen in the chat; what is chosen over REST is on record there. */
interface ModeChange {
  readonly id: string;
  readonly user_id: string;
  readonly session_id: string;
  readonly at: number;
  readonly mode: { readonly before: PermissionMode; readonly after: PermissionMode };
  readonly bypass_until?: number | null;
}

/** Stores the mode, and what the audit log must learn of it. Call inside `commit`. */
export function setMode(core: Core, mode: PermissionMode): void {
  const setup = setupOf(core);
  // Bypass chosen again is bypass for longer.
  if (setup.mode === mode && mode !== "bypass") return;
  const bypass_until = endOfMode(mode);
  writeMeta(core.sql, "setup", { ...setup, mode, bypass_until });
  const change: ModeChange = {
    id: crypto.randomUUID(),
    user_id: setup.owner.id,
    session_id: setup.session_id,
    at: Date.now(),
    mode: { before: setup.mode, after: mode },
    bypass_until,
  };
  core.sql.exec("INSERT INTO outbox(id, body) VALUES(?, ?)", change.id, JSON.stringify(change));
}

function statementsOf(db: Db, bodies: readonly string[]): Statement[] {
  return bodies.flatMap((body) => {
    const row = JSON.parse(body) as UsageRow | ModeChange;
    if (!("mode" in row)) return insertUsage(db, [row]);
    const { id, at, user_id, session_id, mode, bypass_until } = row;
    return auditStatement(
      db,
      { id: user_id },
      { ip: null, userAgent: null },
      {
        once: { id, at },
        event: "DATA_CHANGE",
        action: "UPDATE",
        resource: ["SESSION", session_id],
        severity: mode.after === "bypass" ? "CRITICAL" : "INFO",
        before: { mode: mode.before },
        after: { mode: mode.after },
        ...(bypass_until ? { metadata: { bypass_until: new Date(bypass_until) } } : {}),
      },
    );
  });
}

const shownRun = (state: RunState): "idle" | "running" | "waiting" =>
  state === "awaiting_approval" ? "waiting" : isActive(state) ? "running" : "idle";

/** Tells the session list how the run stands. It is a hint: what fails here is put right at the end of the turn. */
export async function tellList(core: Core): Promise<void> {
  const run = shownRun(readMeta(core.sql, "run").state);
  const { session_id } = setupOf(core);
  await openDb(core.env.DB)
    .update(chatSession)
    .set({ run })
    .where(eq(chatSession.id, session_id))
    .catch((error: unknown) => log("warn", "list_not_told", errorFields(error)));
}

/** What model calls cost that D1 has not heard of. */
export const costInOutbox = ({ sql: storage }: Core): number =>
  storage
    .exec<{ sum: number }>(
      "SELECT coalesce(sum(json_extract(body, '$.cost_micro_usd')), 0) AS sum FROM outbox",
    )
    .one().sum;

/** How many rows one settling carries; the rest goes with the next. */
const perSettling = 50;

/** Writes usage, records and the line of the session list in one batch. Returns whether more is waiting. */
export async function settle(core: Core): Promise<boolean> {
  const setup = setupOf(core);
  const rows = core.sql
    .exec<{ id: string; body: string }>("SELECT id, body FROM outbox LIMIT ?", perSettling)
    .toArray();
  const db = openDb(core.env.DB);
  const now = new Date();
  const recorded = statementsOf(
    db,
    rows.map((row) => row.body),
  );
  const written = runBatch(
    db,
    ...(recorded as []),
    db
      .update(chatSession)
      .set({
        lastActivityAt: now,
        messageCount: readMeta(core.sql, "messages"),
        // Of what is on record: a bill that was reckoned again meanwhile stays right.
        costMicroUsd: costOnRecord,
        title: setup.title,
        model: setup.model,
        mode: setup.mode,
        bypassUntil: setup.bypass_until ? new Date(setup.bypass_until) : null,
        run: shownRun(readMeta(core.sql, "run").state),
        status: sql`case when ${chatSession.deletedAt} is null then 'active' else ${chatSession.status} end`,
      })
      .where(eq(chatSession.id, setup.session_id)),
    db.update(project).set({ lastActivityAt: now }).where(eq(project.id, setup.project_id)),
  );
  await Promise.all([written, settleWithMeter(core)]);
  for (const row of rows) core.sql.exec("DELETE FROM outbox WHERE id = ?", row.id);
  return rows.length === perSettling;
}
