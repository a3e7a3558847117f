import * as v from "valibot";
import type { Env } from "../platform/env.ts";
import { AppError } from "../platform/errors.ts";
import { errorFields, log } from "../platform/log.ts";
import { readBounded } from "../platform/http/read-bounded.ts";
import { publicAddress } from "../platform/site-address.ts";

const verifyUrl = "https://challenges.cloudflare.com/turnstile/v0/siteverify";
const patience = 5000;
const maxBytes = 64 * 1024;

const Verdict = v.object({
  success: v.boolean(),
  /** Of the page that showed the check. */
  hostname: v.nullish(v.string()),
  "error-codes": v.optional(v.array(v.string())),
});

/** What was solved on another site's page vouches for nobody here. */
function isOurs(env: Env, hostname: string | null | undefined): boolean {
  const address = publicAddress(env);
  return !hostname || address === null || hostname === new URL(address).hostname;
}

/** Whether this site can tell people from programs (T-18); without keys nobody is asked. */
export const isHumanCheckOn = (env: Env): boolean =>
  Boolean(env.TURNSTILE_SITE_KEY && env.TURNSTILE_SECRET_KEY);

async function verify(env: Env, token: string, ip: string | null): Promise<boolean> {
  const body = new URLSearchParams({ secret: env.TURNSTILE_SECRET_KEY ?? "", response: token });
  if (ip !== null) body.set("remoteip", ip);
  const response = await fetch(env.TURNSTILE_VERIFY_URL || verifyUrl, {
    method: "POST",
    body,
    redirect: "manual",
    signal: AbortSignal.timeout(patience),
  });
  if (response.status !== 200) throw new Error(`status ${response.status}`);
  const text = await readBounded(response, maxBytes);
  if (text === null) throw new Error("too much");
  const verdict = v.parse(Verdict, JSON.parse(text));
  const { success, hostname, "error-codes": codes } = verdict;
  const human = success && isOurs(env, hostname);
  if (!human) log("info", "turnstile_refused", { codes, hostname });
  return human;
}

/** AUTH_015 unless the token is one the service vouches for, once. No answer of the service is no. */
export async function requireHuman(
  env: Env,
  token: string | undefined,
  ip: string | null,
): Promise<void> {
  if (!isHumanCheckOn(env)) return;
  if (token === undefined || token === "") throw new AppError("AUTH_015");
  const human = await verify(env, token, ip).catch((error: unknown) => {
    log("warn", "turnstile_unreachable", errorFields(error));
    return false;
  });
  if (!human) throw new AppError("AUTH_015");
}
