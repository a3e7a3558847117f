import { Show } from "solid-js";
import type { Overview } from "#contract/admin-statistics";
import { t } from "../../i18n/admin-statistics.ts";
import { count } from "../../i18n/format.ts";
import { Card } from "./Card.tsx";
import { Change } from "./Change.tsx";
import { percentage, shareUsed } from "./points.ts";

/** The six cards of 5.7. */
export function Cards(props: { overview: Overview }) {
  const now = () => props.overview;
  return (
    <dl class="grid grid-cols-2 gap-3 @3xl:grid-cols-3">
      <Card label={t("usersTotal")} value={count(now().users.total)}>
        {t("newThisMonth", { count: count(now().users.new_this_month) })}
        <Change now={now().users.total} before={now().before.users_total} />
      </Card>
      <Card label={t("activeToday")} value={count(now().users.active_today)}>
        {t("yesterday", { value: t("people", { count: count(now().before.active_yesterday) }) })}
      </Card>
      <Card label={t("projectsTotal")} value={count(now().projects.total)}>
        {t("activeProjects", {
          count: count(now().projects.active),
          count2: count(now().projects.created_this_month),
        })}
        <Change now={now().projects.total} before={now().before.projects_total} />
      </Card>
      <Card label={t("storageTotal")} value={now().storage.total_display}>
        <Show when={now().storage.used_percentage !== null} fallback={t("noQuota")}>
          {t("usedOf", {
            share: shareUsed(now().storage.total_bytes, now().storage.used_percentage ?? 0),
          })}
        </Show>
        <Change now={now().storage.total_bytes} before={now().before.storage_bytes} />
      </Card>
      <Card label={t("requestsToday")} value={count(now().api.requests_today)}>
        {t("sameHour", { value: count(now().before.requests_yesterday) })}
        <Change now={now().api.requests_today} before={now().before.requests_yesterday} />
      </Card>
      <Card label={t("errorRateToday")} value={percentage(now().api.error_rate_percentage, 2)}>
        <span title={t("errorRateHint")}>
          {t("sameHour", { value: percentage(now().before.error_rate_percentage_yesterday, 2) })}
        </span>
        <span>
          {t("refusedYesterday", {
            value: percentage(now().api.refused_percentage, 2),
            value2: percentage(now().before.refused_percentage_yesterday, 2),
          })}
        </span>
        <span>{t("averageToday", { ms: count(now().api.average_response_ms) })}</span>
      </Card>
    </dl>
  );
}
