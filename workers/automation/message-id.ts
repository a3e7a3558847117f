import { sha256Hex } from "../platform/hash.ts";

/** One id for one `Idempotency-Key` of a person in a session, so that the session itself takes it once. */
export async function messageIdOf(userId: string, sessionId: string, key: string): Promise<string> {
  const hash = await sha256Hex(`message\n${userId}\n${sessionId}\n${key}`);
  const part = (from: number, to: number) => hash.slice(from, to);
  // As a UUID of version 8, whose bits are ours to choose.
  return `${part(0, 8)}-${part(8, 12)}-8${part(13, 16)}-8${part(17, 20)}-${part(20, 32)}`;
}
