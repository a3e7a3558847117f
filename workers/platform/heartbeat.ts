/** A message that only shows that its queue moves. */
export interface Heartbeat {
  /** When it was sent, Unix milliseconds. */
  readonly heartbeat: number;
}

export const isHeartbeat = (body: object): body is Heartbeat => "heartbeat" in body;
