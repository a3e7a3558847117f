import { A } from "@solidjs/router";
import { createResource, For, Show } from "solid-js";
import type { OutputOf } from "#contract/endpoint";
import { getCosts, getUsage } from "#contract/usage";
import { isAlone, me } from "../../app/session.ts";
import { call } from "../../client/call.ts";
import { coming, count, dateTime, money, moneyBeside, monthName } from "../../i18n/format.ts";
import { t as limits } from "../../i18n/limits.ts";
import { t } from "../../i18n/usage.ts";
import { Badge } from "../../ui/Badge.tsx";
import { usedOf } from "../../ui/limit-words.ts";
import { Loaded } from "../../ui/Loaded.tsx";
import { Meter } from "../../ui/Meter.tsx";
import { Section } from "../../ui/Section.tsx";
import { StackedBars } from "../../ui/StackedBars.tsx";
import { costTable, lastDays } from "./cost-table.ts";

type Usage = OutputOf<typeof getUsage>;

/** What may be used, what was, when it resets, what it cost (U-014). */
export function UsagePage() {
  const [usage, { refetch }] = createResource(() => call(getUsage));
  return (
    <>
      <Loaded resource={usage} onRetry={() => void refetch()} lines={6}>
        {(now) => (
          <>
            <Month month={now().month} />
            <Section title={t("limits")} text={t("limitsText")}>
              <ul class="grid gap-x-10 gap-y-5 sm:grid-cols-2">
                <For each={now().limits.filter((one) => one.kind !== "monthly_budget_micro_usd")}>
                  {(one) => (
                    <li data-limit={one.kind}>
                      <Meter
                        label={limits(one.kind)}
                        used={one.used}
                        limit={one.limit}
                        text={usedOf(one.kind, one.used, one.limit)}
                        note={[
                          limits(`source_${one.source}`),
                          one.resets_at === null
                            ? null
                            : limits("resets", { when: coming(one.resets_at) }),
                        ]
                          .filter((part) => part !== null)
                          .join(" · ")}
                      />
                    </li>
                  )}
                </For>
              </ul>
            </Section>
          </>
        )}
      </Loaded>
      {/* Below what is still to come it would be pushed down. */}
      <div classList={{ invisible: usage.state === "pending" }}>
        <Costs />
      </div>
    </>
  );
}

/** Rounded down: 100 is all of it. */
const spentPercent = ({ spent_micro_usd: spent, budget_micro_usd: budget }: Usage["month"]) =>
  budget === null || budget === 0 ? 100 : Math.floor((spent / budget) * 100);

/** A pause before the end of the budget is no budget used up (U-097). */
function pausedWords(month: Usage["month"]): string {
  const left = (month.budget_micro_usd ?? 0) - month.spent_micro_usd;
  const when = coming(month.resets_at);
  if (left <= 0) return t(month.free_model ? "pausedTextFree" : "pausedText", { when });
  return t(month.free_model ? "shortTextFree" : "shortText", {
    left: moneyBeside(left, [month.budget_micro_usd ?? 0], Math.floor),
    needed: moneyBeside(month.smallest_call_micro_usd, [], Math.ceil),
    when,
  });
}

/** What costs is paused: as a whole only where nothing is free. */
const stateOf = ({ state, free_model }: Usage["month"]) =>
  state === "paused" && free_model ? "free" : state;

const tones = { ok: "good", warning: "warn", free: "warn", paused: "bad" } as const;

function Month(props: { month: Usage["month"] }) {
  const month = () => props.month;
  return (
    <Section
      title={t("month")}
      action={
        <Show when={me()?.role !== "guest" && !isAlone()}>
          <A
            href="/account/requests"
            class="inline-flex h-8 items-center rounded-md border border-line bg-raised px-3 font-medium dark:border-edge/50 hover:bg-sunken pointer-coarse:h-11"
          >
            {t("more")}
          </A>
        </Show>
      }
    >
      <div class="flex flex-col gap-2">
        <Meter
          label={monthName(month().key)}
          used={month().spent_micro_usd + month().reserved_micro_usd}
          limit={month().budget_micro_usd}
          text={usedOf(
            "monthly_budget_micro_usd",
            month().spent_micro_usd,
            month().budget_micro_usd,
          )}
          note={t("resets", { when: coming(month().resets_at) })}
          noteTitle={dateTime(month().resets_at)}
        />
        <p class="flex flex-wrap items-center gap-2 text-sm">
          <Badge tone={tones[stateOf(month())]}>{t(`state_${stateOf(month())}`)}</Badge>
          <Show when={month().state === "paused"}>
            <span>{pausedWords(month())}</span>
          </Show>
          <Show when={month().state === "warning"}>
            <span>
              {t(month().free_model ? "warningTextFree" : "warningText", {
                percent: spentPercent(month()),
              })}
            </span>
          </Show>
          <Show when={month().reserved_micro_usd > 0}>
            <span class="text-quiet">
              {t("reserved", { amount: moneyBeside(month().reserved_micro_usd) })}
            </span>
          </Show>
        </p>
      </div>
    </Section>
  );
}

const span = 30;

function Costs() {
  const days = lastDays(span);
  const [costs, { refetch }] = createResource(() =>
    call(getCosts, { query: { from: days[0], to: days.at(-1) } }),
  );
  return (
    <Section title={t("costs")} text={t("costsText")}>
      <Loaded resource={costs} onRetry={() => void refetch()} lines={4}>
        {(found) => {
          const table = () => costTable(found().items, days);
          return (
            <Show
              when={found().items.length > 0}
              fallback={<p class="text-quiet">{t("noCosts")}</p>}
            >
              <StackedBars
                title={`${t("byDay")} · ${t("total", { amount: money(found().total_micro_usd) })}`}
                axis={t("dayColumn")}
                series={table().models}
                stacks={table().stacks}
                format={money}
              />
              <details class="mt-4">
                <summary class="cursor-pointer text-sm font-medium">{t("detail")}</summary>
                <div
                  class="mt-2 overflow-x-auto"
                  tabIndex={0}
                  role="region"
                  aria-label={t("detail")}
                >
                  <table class="w-full text-sm tabular-nums">
                    <thead>
                      <tr class="border-b border-line text-right text-quiet">
                        <For
                          each={
                            [
                              "dayColumn",
                              "model",
                              "calls",
                              "input",
                              "output",
                              "cache",
                              "cost",
                            ] as const
                          }
                        >
                          {(key, at) => (
                            <th
                              scope="col"
                              class="py-1.5 pl-4 font-medium whitespace-nowrap first:pl-0"
                              classList={{ "text-left": at() < 2 }}
                            >
                              {t(key)}
                            </th>
                          )}
                        </For>
                      </tr>
                    </thead>
                    <tbody>
                      <For each={found().items}>
                        {(row) => (
                          <tr class="border-b border-line text-right whitespace-nowrap last:border-0 [&>td]:py-1.5 [&>td]:pl-4">
                            <th scope="row" class="py-1.5 text-left font-normal">
                              {row.day}
                            </th>
                            <td class="text-left">{row.model}</td>
                            <td>{count(row.calls)}</td>
                            <td>{count(row.input_tokens)}</td>
                            <td>{count(row.output_tokens)}</td>
                            <td>
                              {count(row.cache_read_tokens)} / {count(row.cache_write_tokens)}
                            </td>
                            <td>{money(row.cost_micro_usd)}</td>
                          </tr>
                        )}
                      </For>
                    </tbody>
                  </table>
                </div>
              </details>
            </Show>
          );
        }}
      </Loaded>
    </Section>
  );
}
