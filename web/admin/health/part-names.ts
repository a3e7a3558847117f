import type { checkHealthInDetail, Part, PartStatus } from "#contract/admin-health";
import type { OutputOf } from "#contract/endpoint";
import { t } from "../../i18n/admin-health.ts";
import { bytes, count } from "../../i18n/format.ts";
import type { Tone } from "../../ui/Badge.tsx";

type Checks = OutputOf<typeof checkHealthInDetail>["checks"];

export const tones: Record<PartStatus, Tone> = {
  healthy: "good",
  degraded: "warn",
  unhealthy: "bad",
  off: "quiet",
};

export const groups = ["site", "durable_objects", "external_apis"] as const;
export type Group = (typeof groups)[number];

const own = ["database", "cache", "storage", "queue", "mail"] as const;
const objects = ["meter", "chat_session", "workspace", "audit_chain"] as const;
const elsewhere = ["anthropic", "github", "google", "entra", "oidc"] as const;
type Name = (typeof own | typeof objects | typeof elsewhere)[number];

const isOneOf = <T extends string>(list: readonly T[], name: string): name is T =>
  (list as readonly string[]).includes(name);

export interface NamedPart {
  readonly name: Name;
  readonly part: Part;
}

/** Of each group its parts, in the order they are shown. */
export function partsOf(checks: Checks, group: Group): NamedPart[] {
  if (group === "site") return own.map((name) => ({ name, part: checks[name] }));
  if (group === "durable_objects")
    return objects.map((name) => ({ name, part: checks.durable_objects[name] }));
  return elsewhere.flatMap((name) => {
    const part = checks.external_apis[name];
    return part === undefined ? [] : [{ name, part }];
  });
}

/** A series of the history by its name, `durable_objects.meter`: which group, and what to call it. */
export function nameOf(path: string): { group: Group; label: string } {
  const [first = "", second] = path.split(".");
  const name = second ?? first;
  const known = isOneOf([...own, ...objects, ...elsewhere] as const, name);
  const group = isOneOf(["durable_objects", "external_apis"] as const, first) ? first : "site";
  return { group, label: known ? t(`part_${name}`) : name };
}

export function remedyOf(name: Name, problem: Part["problem"]): string {
  if (problem === "tampered") return t("remedy_tampered");
  if (isOneOf(own, name)) return t(`remedy_${name}`);
  if (isOneOf(objects, name)) return t("remedy_objects");
  return t(name === "anthropic" ? "remedy_anthropic" : "remedy_provider");
}

const facts = {
  size_bytes: bytes,
  limit_bytes: bytes,
  used_percentage: (value: number) => `${value}%`,
  migrations_applied: count,
  migrations_pending: count,
  newest_migration: count,
  stored_bytes: bytes,
  activity_last_message_seconds: (value: number) => t("secondsAgo", { count: value }),
  activity_delay_ms: (value: number) => t("responded", { ms: count(value) }),
  jobs_last_message_seconds: (value: number) => t("secondsAgo", { count: value }),
  jobs_delay_ms: (value: number) => t("responded", { ms: count(value) }),
  newest_activity_seconds: (value: number) => t("secondsAgo", { count: value }),
  waiting: count,
  overdue: count,
  failed_last_day: count,
  sealed_records: count,
  broken_at: count,
  http_status: String,
} as const;

const isFact = (name: string): name is keyof typeof facts => Object.hasOwn(facts, name);

/** What a part says of itself, to be read. */
export const factsOf = (part: Part): { name: string; value: string }[] =>
  Object.entries(part.details ?? {}).map(([name, value]) => ({
    name: isFact(name) ? t(`detail_${name}`) : name,
    value:
      value === null
        ? "–"
        : typeof value === "number" && isFact(name)
          ? facts[name](value)
          : String(value),
  }));
