import { type Provider, providersOf } from "../../auth/oauth/providers.ts";
import type { Env } from "../../platform/env.ts";
import type { Finding, Look } from "./part.ts";

async function ask(url: string, headers: Record<string, string>, signal: AbortSignal) {
  const response = await fetch(url, { headers, signal, redirect: "manual" });
  // Only the status counts; the body is not waited for.
  await response.body?.cancel();
  return response.status;
}

function judge(status: number): Finding {
  const details = { http_status: status };
  if (status >= 200 && status < 300) return { details };
  if (status === 401 || status === 403) return { status: "unhealthy", problem: "refused", details };
  if (status === 429 || status === 529)
    return { status: "degraded", problem: "overloaded", details };
  return { status: "unhealthy", problem: "unexpected", details };
}

/** Lists models, which costs nothing (T-34). */
const lookAtAnthropic =
  (env: Env): Look =>
  async (signal) => {
    const { ANTHROPIC_API_KEY: key, ANTHROPIC_BASE_URL: base } = env;
    if (!key) return { status: "off" };
    const url = `${(base || "https://api.anthropic.com").replace(/\/$/, "")}/v1/models?limit=1`;
    return judge(await ask(url, { "x-api-key": key, "anthropic-version": "2023-06-01" }, signal));
  };

/** GitHub has no discovery document; this address counts against no limit, and only some servers have it. */
async function lookAtGithub(api: string, signal: AbortSignal): Promise<Finding> {
  const status = await ask(`${api}/rate_limit`, { "user-agent": "engawa" }, signal);
  return status === 404 ? { details: { http_status: status } } : judge(status);
}

const lookAtProvider =
  (provider: Provider): Look =>
  async (signal) => {
    if (provider.kind === "github") return lookAtGithub(provider.api, signal);
    const issuer = provider.issuer.replace(/\/$/, "");
    return judge(await ask(`${issuer}/.well-known/openid-configuration`, {}, signal));
  };

/** What the site leans on elsewhere: the model's API, and each provider people sign in with. */
export const externalLooks = (env: Env): Record<string, Look> => ({
  anthropic: lookAtAnthropic(env),
  ...Object.fromEntries(providersOf(env).map((one) => [one.id, lookAtProvider(one)])),
});
