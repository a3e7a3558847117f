import ChartLine from "lucide-solid/icons/chart-line";
import { type JSX, Show } from "solid-js";
import { siteDay } from "../../app/site-time.ts";
import { t } from "../../i18n/admin-statistics.ts";
import { dayAndTime } from "../../i18n/format.ts";
import { EmptyState } from "../../ui/EmptyState.tsx";
import { ErrorState } from "../../ui/ErrorState.tsx";
import { Skeleton } from "../../ui/Skeleton.tsx";
import type { List } from "../parts/create-list.ts";
import { dayLabel } from "./points.ts";

interface Answer {
  readonly as_of: string | null;
  /** Of people, projects and bytes, where those are shown beside sums. */
  readonly levels_as_of?: string | null;
  readonly range?: {
    readonly start_date: string;
    readonly end_date: string;
    readonly previous_start_date: string;
    readonly previous_end_date: string;
  };
}

/** What a question answers, how new it is, and with what it is compared; where nothing is counted yet, that. */
export function Frame<T extends Answer>(props: {
  list: List<T>;
  children: (answer: () => T) => JSX.Element;
}) {
  return (
    <Show
      when={props.list.error() === null}
      fallback={
        <Show when={props.list.error()}>
          {(error) => <ErrorState error={error()} onRetry={() => void props.list.reload()} />}
        </Show>
      }
    >
      <Show when={props.list.value()} fallback={<Skeleton lines={8} />}>
        {(answer) => (
          <Show
            when={answer().as_of !== null}
            fallback={
              <EmptyState
                title={t("notYetTitle")}
                text={t("notYetText")}
                icon={<ChartLine size={28} />}
              />
            }
          >
            <div
              class="flex flex-col gap-4 transition-opacity"
              classList={{ "opacity-60 delay-150": props.list.loading() }}
              aria-busy={props.list.loading()}
            >
              <p class="flex flex-wrap gap-x-3 text-sm text-quiet">
                <Show when={answer().range}>
                  {(range) => (
                    <span>
                      {t(range().end_date === siteDay(Date.now()) ? "againstNow" : "against", {
                        from: dayLabel(range().previous_start_date),
                        to: dayLabel(range().previous_end_date),
                      })}
                    </span>
                  )}
                </Show>
                <span title={t("asOfHint")}>
                  {t("asOf", { time: dayAndTime(answer().as_of ?? 0) })}
                </span>
                <Show when={answer().levels_as_of}>
                  {(time) => (
                    <Show when={dayAndTime(time()) !== dayAndTime(answer().as_of ?? 0)}>
                      <span title={t("levelsAsOfHint")}>
                        {t("levelsAsOf", { time: dayAndTime(time()) })}
                      </span>
                    </Show>
                  )}
                </Show>
              </p>
              {props.children(answer)}
            </div>
          </Show>
        )}
      </Show>
    </Show>
  );
}
