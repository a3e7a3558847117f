import type { Env } from "../platform/env.ts";
import { faultOf } from "./address.ts";

const patience = 5000;

const hex = (bytes: ArrayBuffer): string =>
  [...new Uint8Array(bytes)].map((byte) => byte.toString(16).padStart(2, "0")).join("");

/** `v1=<HMAC-SHA256 of "<timestamp>.<body>", hex>`: who has the secret can tell ours from others'. */
export async function signBody(secret: string, timestamp: number, body: string): Promise<string> {
  const bytes = (text: string) => new TextEncoder().encode(text);
  const key = await crypto.subtle.importKey(
    "raw",
    bytes(secret),
    { name: "HMAC", hash: "SHA-256" },
    false,
    ["sign"],
  );
  return `v1=${hex(await crypto.subtle.sign("HMAC", key, bytes(`${timestamp}.${body}`)))}`;
}

export interface Posted {
  readonly ok: boolean;
  /** A status code or a word of ours; what the other side wrote is not read. */
  readonly outcome: string;
}

/** Sends JSON to where an administrator said, and nowhere else: no redirect is followed (T-31). */
export async function postJson(
  env: Env,
  kind: "SLACK" | "WEBHOOK",
  url: string,
  body: string,
  headers: Readonly<Record<string, string>>,
): Promise<Posted> {
  const fault = faultOf(url, kind, env);
  if (fault !== null) return { ok: false, outcome: `refused: ${fault}` };
  try {
    const answer = await fetch(url, {
      method: "POST",
      headers: { "content-type": "application/json", "user-agent": "Engawa", ...headers },
      body,
      redirect: "manual",
      signal: AbortSignal.timeout(patience),
    });
    await answer.body?.cancel();
    return { ok: answer.ok, outcome: `HTTP ${answer.status}` };
  } catch (error) {
    const late = error instanceof Error && error.name === "TimeoutError";
    return { ok: false, outcome: late ? "timeout" : "unreachable" };
  }
}
