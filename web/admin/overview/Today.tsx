import { Show } from "solid-js";
import type { ConsoleOverview } from "#contract/admin-overview";
import { t } from "../../i18n/admin-overview.ts";
import { t as statistics } from "../../i18n/admin-statistics.ts";
import { count, dayAndTime } from "../../i18n/format.ts";
import { activityOf, requests } from "../statistics/activity-link.ts";
import { Change } from "../statistics/Change.tsx";
import { percentage } from "../statistics/points.ts";
import { siteDay } from "../../app/site-time.ts";
import { LinkFigure } from "./LinkFigure.tsx";

const ms = (value: number | null): string => (value === null ? "–" : `${count(value)} ms`);

/** The site's own failures come before what it refused. */
export function Today(props: { today: NonNullable<ConsoleOverview["today"]> }) {
  const now = () => props.today;
  /** Of today, the requests a figure counts. */
  const listed = (status = "") => {
    const day = siteDay();
    return activityOf({ ...requests, status }, { start_date: day, end_date: day }, now().as_of);
  };
  return (
    <Show when={now().as_of} fallback={<p class="py-1 text-quiet">{t("notYet")}</p>}>
      {(asOf) => (
        <>
          <dl class="-mx-3 grid grid-cols-2 gap-y-1 @3xl:grid-cols-5">
            <LinkFigure
              label={t("activePeople")}
              value={count(now().active_people.today)}
              href="/admin/statistics?period=day"
            >
              {t("yesterdayWhole", { value: count(now().active_people.yesterday) })}
            </LinkFigure>
            <LinkFigure
              label={t("requestsToday")}
              value={count(now().requests.today)}
              href={listed()}
            >
              {t("yesterdaySoFar", { value: count(now().requests.yesterday) })}
              <Change now={now().requests.today} before={now().requests.yesterday} />
            </LinkFigure>
            <LinkFigure
              label={t("serverErrors")}
              value={count(now().server_errors.today)}
              href={listed("5xx")}
              bad={now().server_errors.today > 0}
            >
              <span>
                {t("serverErrorRate", { value: percentage(now().error_rate_percentage.today, 2) })}
              </span>
              <span>
                {t("serverErrorsSoFar", {
                  value: count(now().server_errors.yesterday),
                  value2: percentage(now().error_rate_percentage.yesterday, 2),
                })}
              </span>
            </LinkFigure>
            <LinkFigure
              label={t("refused")}
              value={percentage(now().refused_percentage.today, 2)}
              href={listed("4xx")}
            >
              {t("yesterdaySoFar", { value: percentage(now().refused_percentage.yesterday, 2) })}
            </LinkFigure>
            <LinkFigure
              label={t("p95")}
              value={ms(now().p95_ms.today)}
              href="/admin/statistics?tab=latency&minutes=today"
            >
              {t("yesterdaySoFar", { value: ms(now().p95_ms.yesterday) })}
              <Change now={now().p95_ms.today} before={now().p95_ms.yesterday} lessIsBetter />
            </LinkFigure>
          </dl>
          <p class="mt-2 text-sm text-quiet" title={statistics("asOfHint")}>
            {statistics("asOf", { time: dayAndTime(asOf()) })}
          </p>
        </>
      )}
    </Show>
  );
}
