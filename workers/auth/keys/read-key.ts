import type { AppContext } from "../../platform/http/http.ts";
import { looksLikeKey } from "./key-format.ts";

/**
 * The key a request came with: `X-API-Key`, or a Bearer token that is one. Never from the address,
 * which logs and histories keep. Undefined where none came; another Bearer token is not ours to judge.
 */
export function readKey(c: AppContext): string | undefined {
  const header = c.req.header("x-api-key");
  if (header !== undefined) return header;
  const bearer = /^Bearer +(\S+)$/i.exec(c.req.header("authorization") ?? "")?.[1];
  return bearer !== undefined && looksLikeKey(bearer) ? bearer : undefined;
}
