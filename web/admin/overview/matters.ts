import type { ConsoleOverview } from "#contract/admin-overview";
import { t as health } from "../../i18n/admin-health.ts";
import { t } from "../../i18n/admin-overview.ts";
import { dayAndTime } from "../../i18n/format.ts";
import { percentage } from "../statistics/points.ts";
import { costsOfMonth } from "./costs-of-month.ts";

type Attention = NonNullable<ConsoleOverview["attention"]>;

/** One thing to look at, and where. */
export interface Matter {
  /** `bad` is broken now, `warn` waits for somebody, `quiet` only stands so. */
  readonly tone: "bad" | "warn" | "quiet";
  readonly text: string;
  readonly href: string;
  readonly count?: number;
  readonly note?: string;
}

const counted = (
  tone: Matter["tone"],
  text: string,
  count: number,
  href: string,
): readonly Matter[] => (count === 0 ? [] : [{ tone, text, href, count }]);

const names: ReadonlySet<string> = new Set(Object.keys(health.pair.ja));

/** `durable_objects.meter` by the name the page of health gives it. */
function partName(part: string): string {
  const key = `part_${part.split(".").at(-1)}`;
  return names.has(key) ? health(key as "part_database") : part;
}

const recentViolations = "/admin/security?tab=violations&state=recent";
const supportTools = "/admin/support";
export const largestProjects = "/admin/projects?sort_by=storage";
/** Percent; the same at which a person is told of their own limits (U-095). */
const warnedFrom = 80;
/** It stands here for what does not answer, and for what does not verify. */
const auditChain = "durable_objects.audit_chain";
const verifyAudit = "/admin/audit/verify";

/** Where cron has stopped, no job runs: that is one matter. Of many, how many there are. */
function jobMatters({ is_late, jobs }: Attention["health"]): readonly Matter[] {
  const told = jobs.filter(({ state }) => !(is_late && state === "late"));
  if (told.length > 3) return counted("bad", t("jobs"), told.length, supportTools);
  return told.map(({ name, state }) => ({
    tone: "bad",
    text: t(state === "late" ? "jobLate" : "jobFailing", { name }),
    href: supportTools,
  }));
}

/** What runs out: from the shares on at which people are warned, and at which they are stopped. */
function runsOut({ storage, cost }: Pick<ConsoleOverview, "storage" | "cost">): readonly Matter[] {
  return [
    { used: storage?.used_percentage ?? 0, word: "storageUsed", href: largestProjects } as const,
    { used: cost?.used_percentage ?? 0, word: "budgetUsed", href: costsOfMonth() } as const,
  ].flatMap(({ used, word, href }): readonly Matter[] => {
    if (used < warnedFrom) return [];
    const text = t(word, { value: percentage(used) });
    return [{ tone: used >= 100 ? "bad" : "warn", text, href }];
  });
}

const byTone = { bad: 0, warn: 1, quiet: 2 };

/** What is broken first, then what waits. */
export function mattersOf(
  { alerts, health: site, ...counts }: Attention,
  used: Pick<ConsoleOverview, "storage" | "cost">,
): readonly Matter[] {
  const matters: readonly Matter[] = [
    ...alerts.map(({ id, name, state_since, silenced_until }): Matter => ({
      tone: "bad",
      text: t("alertFiring", { name }),
      href: `/admin/notifications/${id}?tab=alerts`,
      note: [
        t("alertSince", { time: dayAndTime(state_since) }),
        ...(silenced_until !== null && Date.parse(silenced_until) > Date.now()
          ? [t("alertSilenced")]
          : []),
      ].join(" · "),
    })),
    ...(site.is_late ? [{ tone: "bad", text: t("late"), href: supportTools } as const] : []),
    ...site.down.map((part): Matter => {
      if (part === auditChain) return { tone: "bad", text: t("auditBroken"), href: verifyAudit };
      return { tone: "bad", text: t("down", { part: partName(part) }), href: supportTools };
    }),
    ...jobMatters(site),
    ...runsOut(used),
    ...counted("warn", t("requests"), counts.requests, "/admin/requests?status=pending"),
    ...counted("warn", t("violations"), counts.violations, recentViolations),
    ...counted("warn", t("findings"), counts.findings, "/admin/security?tab=findings"),
    ...counted("quiet", t("suspended"), counts.suspended, "/admin/users?status=suspended"),
    ...counted("quiet", t("locked"), counts.locked, "/admin/users?status=locked"),
  ];
  return matters.toSorted((one, other) => byTone[one.tone] - byTone[other.tone]);
}
