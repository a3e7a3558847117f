import { stableId } from "../platform/stable-id.ts";

/** One id for one `Idempotency-Key` of a person in a session, so that the session itself takes it once. */
export const messageIdOf = (userId: string, sessionId: string, key: string): string =>
  stableId(`message\n${userId}\n${sessionId}\n${key}`);
