/** One row of user_activity on its way through the Queue. */
export interface ActivityEvent {
  readonly id: string;
  readonly user_id: string | null;
  readonly key_id: string | null;
  /** Absent in events from before there was one. */
  readonly impersonator_id?: string | null;
  readonly action_type: string;
  readonly resource_type: string | null;
  readonly resource_id: string | null;
  readonly endpoint: string;
  readonly method: string;
  /** Absent in events from before there was one. */
  readonly route?: string;
  readonly request_body: Record<string, unknown> | null;
  readonly response_status: number;
  readonly error_message: string | null;
  readonly error_code: string | null;
  readonly ip_address: string | null;
  readonly user_agent: string | null;
  readonly duration_ms: number;
  /** Unix milliseconds. */
  readonly created_at: number;
}
