import { ownRowOf } from "../platform/records/erase-audit.ts";
import { linkAfterGap } from "./gap.ts";
import {
  contentHash,
  detailHash,
  linkHash,
  origin,
  type Sealable,
  type StoredRow,
} from "./link.ts";
import type { Anchor, ChainHead, Horizon, Verification } from "./rpc.ts";
import { storedColumns } from "./seal.ts";

/** Links of one step. */
export const perStep = 500;

interface Sealed extends StoredRow {
  readonly seq: number;
  readonly seal_event_type: string;
  readonly seal_created_at: number;
  readonly seal_content_hash: string;
  readonly purged_at: number | null;
  /** 1 where the row was the own one of somebody who is gone. */
  readonly may_erase: number;
  readonly detail_hash: string;
  readonly hash: string;
}

/** What the chain's writer remembers by itself, apart from the database. */
export interface Memory {
  readonly head: ChainHead | null;
  readonly anchor: Anchor | null;
  readonly horizon: Horizon;
}

const hashAt = async (d1: D1Database, seq: number, anchor: Anchor | null): Promise<string | null> =>
  seq === (anchor?.seq ?? 0)
    ? (anchor?.hash ?? origin)
    : await d1.prepare("SELECT hash FROM audit_seal WHERE seq = ?").bind(seq).first<string>("hash");

const countOf = async (d1: D1Database, sql: string, value: number): Promise<number> =>
  (await d1.prepare(sql).bind(value).first<number>("n")) ?? 0;

/** An account in its 14 days is still there: what tells of it goes when they are over (T-36). */
const mayErase = `audit_log.erased_at IS NOT NULL AND (${ownRowOf}) IS NOT NULL
  AND NOT EXISTS(SELECT 1 FROM user WHERE user.id = (${ownRowOf})
    AND (user.status <> 'deleted' OR user.gone_at IS NOT NULL))`;

/**
 * What was erased says nothing, and was its person's own, who is gone: else somebody only called it so.
 * Or it said nothing when it was sealed: anew, after a break somebody looked at.
 */
const isErased = async (row: Sealed): Promise<boolean> =>
  [row.old_value, row.new_value, row.ip_address, row.user_agent, row.metadata].every(
    (value) => value === null,
  ) &&
  (row.may_erase === 1 || (await detailHash(row)) === row.detail_hash);

type Outcome = Pick<Verification, "broken_at" | "problem">;

const sealedOf = (row: Sealed): Sealable => ({
  event_type: row.seal_event_type,
  created_at: row.seal_created_at,
  content_hash: row.seal_content_hash,
});

/** Taken out by the writer itself: only it knows from when on a class may be missing. */
const wasPurged = (row: Sealed, horizon: Horizon): boolean =>
  row.purged_at !== null && row.seal_created_at < (horizon[row.seal_event_type] ?? 0);

/** What is wrong with a row against its link; null: nothing. */
async function faultOf(row: Sealed, horizon: Horizon): Promise<Verification["problem"]> {
  if (row.id === null) return wasPurged(row, horizon) ? null : "missing";
  const holds =
    row.erased_at === null ? (await detailHash(row)) === row.detail_hash : await isErased(row);
  const same =
    row.event_type === row.seal_event_type &&
    row.created_at === row.seal_created_at &&
    (await contentHash(row, row.detail_hash)) === row.seal_content_hash;
  return holds && same ? null : "changed";
}

/** The first link of a step that does not hold, and the hash it ends with. */
async function checkLinks(
  sealed: readonly Sealed[],
  from: number,
  before: string,
  horizon: Horizon,
): Promise<Outcome & { last: string; erased: number; purged: number }> {
  let last = before;
  let expected = from;
  const sums = { erased: 0, purged: 0 };
  for (const row of sealed) {
    const fault = row.seq === expected ? await faultOf(row, horizon) : "missing";
    if (fault !== null) return { broken_at: expected, problem: fault, last, ...sums };
    if ((await linkHash(row.seq, last, sealedOf(row))) !== row.hash) {
      return { broken_at: expected, problem: "changed", last, ...sums };
    }
    if (row.id === null) sums.purged += 1;
    else if (row.erased_at !== null) sums.erased += 1;
    last = row.hash;
    expected += 1;
  }
  return { broken_at: null, problem: null, last, ...sums };
}

/** Whether the end of the chain is the one its writer remembers, and no row was slipped in before it. */
async function checkEnd(d1: D1Database, head: ChainHead, seq: number, last: string, gaps: boolean) {
  if (seq < head.seq) return { broken_at: seq + 1, problem: "missing" as const };
  if (seq > head.seq) return { broken_at: head.seq + 1, problem: "fork" as const };
  if (last !== head.hash) return { broken_at: seq, problem: "fork" as const };
  if (!gaps) return { broken_at: null, problem: null };
  const gap = await linkAfterGap(d1, head);
  return gap === null
    ? { broken_at: null, problem: null }
    : { broken_at: gap, problem: "unsealed_gap" as const };
}

/**
 * Checks the links from `from` on against the rows they seal; at the end, against the head. `gaps`: at
 * the end the whole log is looked through for rows without a link.
 */
export async function verifyLinks(
  d1: D1Database,
  asked: number,
  { head, anchor, horizon }: Memory,
  gaps = true,
): Promise<Verification> {
  const unsealed = await countOf(
    d1,
    "SELECT count(*) AS n FROM audit_log WHERE rowid > ?",
    head?.rowid ?? 0,
  );
  const from = Math.max(asked, (anchor?.seq ?? 0) + 1);
  const known = { head, anchor, unsealed };
  if (from > (head?.seq ?? 0) + 1) {
    const nothing = { ok: true, checked: 0, erased: 0, purged: 0, broken_at: null, problem: null };
    return { ...nothing, next: null, ...known };
  }
  const before = await hashAt(d1, from - 1, anchor);
  const { results } = await d1
    .prepare(
      `SELECT audit_seal.seq, audit_seal.event_type AS seal_event_type,
              audit_seal.row_created_at AS seal_created_at,
              audit_seal.content_hash AS seal_content_hash, audit_seal.detail_hash,
              audit_seal.hash, audit_seal.purged_at, (${mayErase}) AS may_erase, ${storedColumns}
       FROM audit_seal LEFT JOIN audit_log ON audit_log.id = audit_seal.audit_id
       WHERE audit_seal.seq >= ? ORDER BY audit_seal.seq LIMIT ?`,
    )
    .bind(from, perStep)
    .all<Sealed>();
  const links = await checkLinks(results, from, before ?? "", horizon);
  const seq = results.at(-1)?.seq ?? from - 1;
  const ended = results.length < perStep;
  const fault: Outcome =
    links.problem !== null || !ended || head === null
      ? links
      : await checkEnd(d1, head, seq, links.last, gaps);
  return {
    ok: fault.problem === null,
    checked: results.length,
    erased: links.erased,
    purged: links.purged,
    broken_at: fault.broken_at,
    problem: fault.problem,
    next: fault.problem === null && !ended ? seq + 1 : null,
    ...known,
  };
}
