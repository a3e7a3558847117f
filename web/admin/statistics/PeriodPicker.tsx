import { Show } from "solid-js";
import { day } from "../../app/durations.ts";
import { siteDay } from "../../app/site-time.ts";
import { t } from "../../i18n/admin-statistics.ts";
import { Select } from "../../ui/Select.tsx";
import { TextField } from "../../ui/TextField.tsx";
import type { UrlQuery } from "../parts/url-query.ts";
import { periodOf, periods, type StatisticsQuery } from "./query.ts";

/** Which days the figures are of. */
export function PeriodPicker(props: { query: UrlQuery<StatisticsQuery> }) {
  const now = () => props.query.values();
  const period = () => periodOf(now());
  const choose = (period: StatisticsQuery["period"]) => {
    const today = Date.now();
    props.query.set({
      period,
      start_date: period === "custom" ? siteDay(today - 29 * day) : "",
      end_date: period === "custom" ? siteDay(today) : "",
    });
  };
  return (
    <div class="flex flex-wrap items-end gap-2">
      <Select
        label={t("period")}
        value={period()}
        options={periods.map((value) => ({ value, label: t(`period_${value}`) }))}
        onChange={choose}
      />
      <Show when={period() === "custom"}>
        <TextField
          type="date"
          label={t("from")}
          value={now().start_date}
          max={now().end_date}
          onInput={(start_date) =>
            props.query.set({ period: "custom", start_date }, { replace: true })
          }
        />
        <TextField
          type="date"
          label={t("to")}
          value={now().end_date}
          min={now().start_date}
          max={siteDay(Date.now())}
          onInput={(end_date) => props.query.set({ period: "custom", end_date }, { replace: true })}
        />
      </Show>
    </div>
  );
}
