import { A } from "@solidjs/router";
import { Show } from "solid-js";
import { getCostStatistics } from "#contract/admin-cost";
import type { OutputOf } from "#contract/endpoint";
import { call } from "../../client/call.ts";
import { t as words } from "../../i18n/admin-costs.ts";
import { t } from "../../i18n/admin-statistics.ts";
import { count, money } from "../../i18n/format.ts";
import { createList } from "../parts/create-list.ts";
import { Card } from "./Card.tsx";
import { Change } from "./Change.tsx";
import { Frame } from "./Frame.tsx";
import { ModelCosts } from "./ModelCosts.tsx";
import { PersonCosts } from "./PersonCosts.tsx";
import { percentage, shareUsed } from "./points.ts";
import { csvOf, type RangeInput } from "./query.ts";
import { SeriesChart } from "./SeriesChart.tsx";

type Costs = OutputOf<typeof getCostStatistics>;

/** What models cost (U-206): by day, model and person, and where it leads. */
export function CostsTab(props: { range: RangeInput }) {
  const list = createList(
    () => props.range,
    (query) => call(getCostStatistics, { query }),
  );
  return (
    <Frame list={list}>
      {(costs) => (
        <>
          <CostCards costs={costs()} />
          <SeriesChart
            title={t("costs")}
            kind="bar"
            step={costs().range.step}
            points={costs().points}
            series={[
              { name: words("cost"), values: costs().points.map((point) => point.cost_micro_usd) },
            ]}
            format={money}
            csv={csvOf("costs", props.range)}
            summary={
              <>
                {money(costs().totals.cost_micro_usd)}
                <Change
                  now={costs().totals.cost_micro_usd}
                  before={costs().previous.cost_micro_usd}
                />
                <span>{words("callCount", { count: count(costs().totals.calls) })}</span>
              </>
            }
          />
          <ModelCosts models={costs().by_model} csv={csvOf("cost-models", props.range)} />
          <PersonCosts />
        </>
      )}
    </Frame>
  );
}

function CostCards(props: { costs: Costs }) {
  const forecast = () => props.costs.forecast.month_end_micro_usd;
  const budget = () => props.costs.budget;
  return (
    <dl class="grid grid-cols-2 gap-3 @3xl:grid-cols-5">
      <Card label={words("monthToDate")} value={money(props.costs.month_to_date_micro_usd)}>
        {words("lastMonth", { value: money(props.costs.last_month_micro_usd) })}
      </Card>
      <Card
        label={words("budget")}
        value={
          budget().month_micro_usd === null
            ? words("budgetNone")
            : money(budget().month_micro_usd ?? 0)
        }
      >
        <Show
          when={budget().used_percentage !== null}
          fallback={
            <A href="/admin/settings?tab=GENERAL" class="text-accent hover:underline">
              {words("budgetSet")}
            </A>
          }
        >
          <span>
            {words("budgetUsed", {
              share: shareUsed(props.costs.month_to_date_micro_usd, budget().used_percentage ?? 0),
            })}
          </span>
          <Show when={budget().forecast_percentage}>
            {(percent) => (
              <span classList={{ "text-bad font-medium": percent() > 100 }}>
                {words("budgetForecast", { percent: percentage(percent()).replace("%", "") })}
              </span>
            )}
          </Show>
        </Show>
      </Card>
      <Card
        label={words("forecast")}
        value={forecast() === null ? undefined : money(forecast() ?? 0)}
      >
        <Show when={forecast() !== null} fallback={words("forecastUnknown")}>
          {words("forecastNote", { days: props.costs.forecast.from_days })}
        </Show>
      </Card>
      <Card label={words("yearToDate")} value={money(props.costs.year_to_date_micro_usd)} />
      <Card label={words("lifetime")} value={money(props.costs.lifetime_micro_usd)} />
    </dl>
  );
}
