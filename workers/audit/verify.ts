import { detailHash, linkOf, origin, type StoredRow } from "./link.ts";
import type { ChainHead, Verification } from "./rpc.ts";
import { storedColumns } from "./seal.ts";

/** Links of one step. */
const perStep = 500;

interface Sealed extends StoredRow {
  readonly seq: number;
  readonly seal_audit_id: string;
  readonly detail_hash: string;
  readonly hash: string;
}

const hashAt = async (d1: D1Database, seq: number): Promise<string | null> =>
  seq === 0
    ? origin
    : await d1.prepare("SELECT hash FROM audit_seal WHERE seq = ?").bind(seq).first<string>("hash");

const countOf = async (d1: D1Database, sql: string, value: number): Promise<number> =>
  (await d1.prepare(sql).bind(value).first<number>("n")) ?? 0;

type Fault = Pick<Verification, "broken_at" | "problem">;

/** The first link of a step that does not hold, and the hash it ends with. */
async function checkLinks(
  sealed: readonly Sealed[],
  from: number,
  before: string,
): Promise<Fault & { last: string; erased: number }> {
  let last = before;
  let expected = from;
  let erased = 0;
  for (const row of sealed) {
    const broken = (problem: Verification["problem"]) => ({
      broken_at: expected,
      problem,
      last,
      erased,
    });
    if (row.seq !== expected || row.id === null) return broken("missing");
    if (row.erased_at === null && (await detailHash(row)) !== row.detail_hash)
      return broken("changed");
    if (row.erased_at !== null) erased += 1;
    const link = await linkOf(row.seq, last, row, row.detail_hash);
    if (link.hash !== row.hash) return broken("changed");
    last = row.hash;
    expected += 1;
  }
  return { broken_at: null, problem: null, last, erased };
}

/** Whether the end of the chain is the one its writer remembers, and no row was slipped in before it. */
async function checkEnd(d1: D1Database, head: ChainHead, seq: number, last: string) {
  if (seq < head.seq) return { broken_at: seq + 1, problem: "missing" as const };
  if (seq > head.seq || last !== head.hash) return { broken_at: seq, problem: "fork" as const };
  const gap = await countOf(
    d1,
    `SELECT count(*) AS n FROM audit_log
     WHERE rowid <= ? AND id NOT IN (SELECT audit_id FROM audit_seal)`,
    head.rowid,
  );
  return gap > 0
    ? { broken_at: seq, problem: "unsealed_gap" as const }
    : { broken_at: null, problem: null };
}

/** Checks the links from `from` on against the rows they seal; at the end, against the head. */
export async function verifyLinks(
  d1: D1Database,
  from: number,
  head: ChainHead | null,
): Promise<Verification> {
  const unsealed = await countOf(
    d1,
    "SELECT count(*) AS n FROM audit_log WHERE rowid > ?",
    head?.rowid ?? 0,
  );
  const before = await hashAt(d1, from - 1);
  const { results } = await d1
    .prepare(
      `SELECT audit_seal.seq, audit_seal.audit_id AS seal_audit_id, audit_seal.detail_hash,
              audit_seal.hash, ${storedColumns}
       FROM audit_seal LEFT JOIN audit_log ON audit_log.id = audit_seal.audit_id
       WHERE audit_seal.seq >= ? ORDER BY audit_seal.seq LIMIT ?`,
    )
    .bind(from, perStep)
    .all<Sealed>();
  const links = await checkLinks(results, from, before ?? "");
  const seq = results.at(-1)?.seq ?? from - 1;
  const ended = results.length < perStep;
  const fault: Fault =
    links.problem !== null || !ended || head === null
      ? links
      : await checkEnd(d1, head, seq, links.last);
  return {
    ok: fault.problem === null,
    checked: results.length,
    erased: links.erased,
    broken_at: fault.broken_at,
    problem: fault.problem,
    next: fault.problem === null && !ended ? seq + 1 : null,
    head,
    unsealed,
  };
}
