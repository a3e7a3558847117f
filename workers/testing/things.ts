/** Ids of things that exist and belong to somebody. */
export interface Things {
  readonly project: string;
  readonly session: string;
  readonly file: string;
  readonly hash: string;
  readonly key?: string;
  readonly login?: string;
  readonly passkey?: string;
  readonly request?: string;
  /** A session somebody is to delete. */
  readonly doomed?: string;
}

/** An id nobody has. */
export const nowhere = "00000000-0000-4000-8000-000000000000";
