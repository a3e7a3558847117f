import { createMemo, Match, Show, Switch } from "solid-js";
import { t as page } from "../../i18n/admin.ts";
import { t } from "../../i18n/admin-statistics.ts";
import { Tabs } from "../../ui/Tabs.tsx";
import { createUrlQuery } from "../parts/url-query.ts";
import { CostsTab } from "./CostsTab.tsx";
import { EngagementTab } from "./EngagementTab.tsx";
import { LatencyTab } from "./LatencyTab.tsx";
import { OverviewTab } from "./OverviewTab.tsx";
import { PeriodPicker } from "./PeriodPicker.tsx";
import { ReportTab } from "./ReportTab.tsx";
import { statisticsQuery, tabs, toRange } from "./query.ts";

/** The site in figures (SA-022…026). Kind and period stand in the address. */
export function StatisticsPage() {
  const query = createUrlQuery(statisticsQuery);
  const tab = () => query.values().tab;
  const range = createMemo(() => toRange(query.values()), undefined, {
    equals: (before, now) => JSON.stringify(before) === JSON.stringify(now),
  });
  return (
    <main id="main" class="relative h-full overflow-y-auto">
      <div class="@container flex max-w-7xl flex-col gap-4 px-4 py-4">
        <div class="flex flex-wrap items-end gap-x-4 gap-y-2">
          <div class="min-w-0 flex-1 basis-60">
            <h1 class="text-xl font-semibold">{page("statistics")}</h1>
            <p class="text-quiet max-sm:text-sm">{page("statistics_text")}</p>
          </div>
          <Show when={tab() !== "latency" && tab() !== "report"}>
            <PeriodPicker query={query} />
          </Show>
        </div>
        <Tabs
          label={t("tabs")}
          value={tab()}
          items={tabs.map((value) => ({ value, label: t(`tab_${value}`) }))}
          onChange={(value) => query.set({ tab: value })}
          panel={(value) => `statistics-${value}`}
          class="overflow-x-auto border-b border-line"
        />
        <div
          role="tabpanel"
          id={`statistics-${tab()}`}
          aria-label={t(`tab_${tab()}`)}
          class="flex flex-col gap-4"
        >
          <Switch>
            <Match when={tab() === "overview"}>
              <OverviewTab range={range()} />
            </Match>
            <Match when={tab() === "costs"}>
              <CostsTab range={range()} />
            </Match>
            <Match when={tab() === "engagement"}>
              <EngagementTab range={range()} />
            </Match>
            <Match when={tab() === "latency"}>
              <LatencyTab />
            </Match>
            <Match when={tab() === "report"}>
              <ReportTab query={query} />
            </Match>
          </Switch>
        </div>
      </div>
    </main>
  );
}
