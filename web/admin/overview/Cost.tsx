import { A } from "@solidjs/router";
import { Show } from "solid-js";
import type { ConsoleOverview } from "#contract/admin-overview";
import { t } from "../../i18n/admin-overview.ts";
import { money, moneyBeside } from "../../i18n/format.ts";
import { Meter } from "../../ui/Meter.tsx";
import { percentage } from "../statistics/points.ts";
import { costsOfMonth } from "./costs-of-month.ts";
import { LinkFigure } from "./LinkFigure.tsx";

/** The month's cost beside the budget, and where it leads. */
export function Cost(props: { cost: NonNullable<ConsoleOverview["cost"]> }) {
  const now = () => props.cost;
  return (
    <div class="flex flex-col gap-3">
      <dl class="-mx-3 grid grid-cols-2">
        <LinkFigure
          label={t("monthToDate")}
          value={money(now().month_micro_usd)}
          href={costsOfMonth()}
        >
          {t("lastMonth", { value: money(now().last_month_micro_usd) })}
        </LinkFigure>
        <LinkFigure
          label={t("forecast")}
          value={now().forecast_micro_usd === null ? "–" : money(now().forecast_micro_usd ?? 0)}
          href={costsOfMonth()}
          bad={(now().forecast_percentage ?? 0) > 100}
        >
          <Show when={now().forecast_micro_usd !== null} fallback={t("forecastUnknown")}>
            <Show when={now().forecast_percentage}>
              {(share) => t("forecastShare", { value: percentage(share()) })}
            </Show>
          </Show>
        </LinkFigure>
      </dl>
      <p class="text-sm text-quiet">
        {t("costToday", {
          value: money(now().today_micro_usd),
          value2: money(now().yesterday_micro_usd),
        })}
      </p>
      <Show
        when={now().budget_micro_usd}
        fallback={
          <p class="text-sm text-quiet">
            {t("budgetNone")}{" "}
            <A href="/admin/settings?tab=GENERAL" class="text-accent underline">
              {t("budgetSet")}
            </A>
          </p>
        }
      >
        {(budget) => (
          <Meter
            label={t("budget")}
            used={now().month_micro_usd}
            limit={budget()}
            text={t("budgetOf", {
              used: moneyBeside(now().month_micro_usd, [budget()]),
              budget: moneyBeside(budget(), [now().month_micro_usd]),
            })}
          />
        )}
      </Show>
    </div>
  );
}
