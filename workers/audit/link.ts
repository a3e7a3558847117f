import { sha256Hex } from "../platform/hash.ts";

/** A row of audit_log as stored: JSON columns as their text, so that nothing is written anew. */
export interface StoredRow {
  readonly rowid: number;
  readonly id: string;
  readonly user_id: string | null;
  readonly impersonator_id: string | null;
  readonly key_id: string | null;
  readonly request_id: string | null;
  readonly event_type: string;
  readonly action: string;
  readonly resource_type: string;
  readonly resource_id: string | null;
  readonly old_value: string | null;
  readonly new_value: string | null;
  readonly changed_fields: string | null;
  readonly ip_address: string | null;
  readonly user_agent: string | null;
  readonly severity: string;
  readonly metadata: string | null;
  readonly created_at: number;
  readonly erased_at: number | null;
}

export interface Link {
  readonly seq: number;
  readonly audit_id: string;
  readonly detail_hash: string;
  readonly hash: string;
}

/** The link before the first. */
export const origin = "0".repeat(64);

/** Of what may be erased when an account goes; the rest stays as it is for ever. */
export const detailHash = (row: StoredRow): Promise<string> =>
  sha256Hex(
    JSON.stringify([row.old_value, row.new_value, row.ip_address, row.user_agent, row.metadata]),
  );

/** The link that seals a row after the one with hash `before`. Length-safe: JSON of a fixed list. */
export async function linkOf(
  seq: number,
  before: string,
  row: StoredRow,
  detail: string,
): Promise<Link> {
  const hash = await sha256Hex(
    JSON.stringify([
      seq,
      before,
      row.id,
      row.user_id,
      row.impersonator_id,
      row.key_id,
      row.request_id,
      row.event_type,
      row.action,
      row.resource_type,
      row.resource_id,
      row.changed_fields,
      row.severity,
      row.created_at,
      detail,
    ]),
  );
  return { seq, audit_id: row.id, detail_hash: detail, hash };
}
