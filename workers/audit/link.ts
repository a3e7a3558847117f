import { sha256Hex } from "../platform/hash.ts";

/** A row of audit_log as stored: JSON columns as their text, so that nothing is written anew. */
export interface StoredRow {
  readonly rowid: number;
  readonly id: string;
  readonly user_id: string | null;
  readonly impersonator_id: string | null;
  readonly key_id: string | null;
  readonly login_id: string | null;
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
  readonly result: string | null;
  readonly created_at: number;
  readonly erased_at: number | null;
}

/** What a link seals of a row: enough to check it once the row's time is over. */
export interface Sealable {
  readonly event_type: string;
  readonly created_at: number;
  readonly content_hash: string;
}

export interface Link extends Sealable {
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

/** What rows have since U-145; one without any of it is sealed as rows were before. */
const added = ({ login_id, result }: StoredRow): readonly (string | null)[] =>
  login_id === null && result === null ? [] : [login_id, result];

/** Of all of a row but its class and time. Length-safe: JSON of a list that has one of two lengths. */
export const contentHash = (row: StoredRow, detail: string): Promise<string> =>
  sha256Hex(
    JSON.stringify([
      row.id,
      row.user_id,
      row.impersonator_id,
      row.key_id,
      row.request_id,
      row.action,
      row.resource_type,
      row.resource_id,
      row.changed_fields,
      row.severity,
      detail,
      ...added(row),
    ]),
  );

/** The hash of the link that comes after the one with hash `before`. */
export const linkHash = (seq: number, before: string, sealed: Sealable): Promise<string> =>
  sha256Hex(
    JSON.stringify([seq, before, sealed.event_type, sealed.created_at, sealed.content_hash]),
  );

export async function linkOf(seq: number, before: string, row: StoredRow): Promise<Link> {
  const detail = await detailHash(row);
  const sealed = {
    event_type: row.event_type,
    created_at: row.created_at,
    content_hash: await contentHash(row, detail),
  };
  const hash = await linkHash(seq, before, sealed);
  return { seq, audit_id: row.id, detail_hash: detail, ...sealed, hash };
}
