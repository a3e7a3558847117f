import type { checkHealth, checkHealthInDetail, Part, SiteStatus } from "#contract/admin-health";
import type { OutputOf } from "#contract/endpoint";
import type { Env } from "../../platform/env.ts";
import { measure } from "./part.ts";
import { externalLooks } from "./external.ts";
import { lookAtMail, lookAtQueue } from "./moving.ts";
import { objectLooks } from "./objects.ts";
import { lookAtCache, lookAtDatabase, lookAtStorage } from "./storage.ts";

type Simple = OutputOf<typeof checkHealth>;
export type Detailed = OutputOf<typeof checkHealthInDetail>;

async function inTurn<K extends string>(parts: Record<K, Promise<Part>>): Promise<Record<K, Part>> {
  const found = Object.entries<Promise<Part>>(parts).map(
    async ([name, part]) => [name, await part] as const,
  );
  return Object.fromEntries(await Promise.all(found)) as Record<K, Part>;
}

const essentialParts = (env: Env) => ({
  database: measure("database", () => lookAtDatabase(env)),
  cache: measure("cache", () => lookAtCache(env)),
  storage: measure("storage", () => lookAtStorage(env)),
});

/** `essential`: what nobody can do without. */
export function statusOf(essential: readonly Part[], others: readonly Part[]): SiteStatus {
  if (essential.some((part) => part.status === "unhealthy")) return "unhealthy";
  const fine = (part: Part) => part.status === "healthy" || part.status === "off";
  return [...essential, ...others].every(fine) ? "healthy" : "degraded";
}

export async function checkSite(env: Env, now = Date.now()): Promise<Simple> {
  const checks = await inTurn(essentialParts(env));
  const timestamp = new Date(now).toISOString();
  return { status: statusOf(Object.values(checks), []), timestamp, checks };
}

/** Everything side by side: the whole takes as long as its slowest part, two seconds at most. */
export async function checkSiteInDetail(
  env: Env,
  now = Date.now(),
  elsewhere = true,
): Promise<Detailed> {
  const looks = elsewhere ? externalLooks(env) : {};
  const [essential, moving, durable_objects, external_apis] = await Promise.all([
    inTurn(essentialParts(env)),
    inTurn({
      queue: measure("queue", () => lookAtQueue(env, now)),
      mail: measure("mail", () => lookAtMail(env, now)),
    }),
    inTurn({
      meter: measure("meter", () => objectLooks.meter(env)),
      chat_session: measure("chat_session", () => objectLooks.chat_session(env)),
      workspace: measure("workspace", () => objectLooks.workspace(env)),
      audit_chain: measure("audit_chain", () => objectLooks.audit_chain(env)),
    }),
    inTurn(
      Object.fromEntries(Object.entries(looks).map(([name, look]) => [name, measure(name, look)])),
    ),
  ]);
  const mustWork = [...Object.values(essential), ...Object.values(durable_objects)];
  const others = [...Object.values(moving), ...Object.values(external_apis)];
  return {
    status: statusOf(mustWork, others),
    timestamp: new Date(now).toISOString(),
    checks: { ...essential, ...moving, durable_objects, external_apis },
  };
}
