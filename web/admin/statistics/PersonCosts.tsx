import { For, Show } from "solid-js";
import { listPersonCosts } from "#contract/admin-cost";
import { siteDay } from "../../app/site-time.ts";
import { call } from "../../client/call.ts";
import { t as words } from "../../i18n/admin-costs.ts";
import { t } from "../../i18n/admin-statistics.ts";
import { count } from "../../i18n/format.ts";
import { ErrorState } from "../../ui/ErrorState.tsx";
import { Section } from "../../ui/Section.tsx";
import { Select } from "../../ui/Select.tsx";
import { Skeleton } from "../../ui/Skeleton.tsx";
import { TextField } from "../../ui/TextField.tsx";
import { createList, keepWithinPages } from "../parts/create-list.ts";
import { Pagination } from "../parts/Pagination.tsx";
import { PersonLink } from "../parts/PersonLink.tsx";
import {
  choiceParam,
  createUrlQuery,
  formParam,
  numberParam,
  withFallback,
} from "../parts/url-query.ts";
import { Money } from "../parts/values.tsx";
import { CsvLink } from "./ModelCosts.tsx";
import { csvOf } from "./query.ts";
import { SimpleTable } from "./SimpleTable.tsx";

const orders = ["month", "year", "lifetime"] as const;
const isMonth = (text: string): boolean => /^\d{4}-(0[1-9]|1[0-2])$/.test(text);

/** Who cost how much: the month, its year, and ever. All of the question stands in the address. */
export function PersonCosts() {
  const thisMonth = siteDay(Date.now()).slice(0, 7);
  const query = createUrlQuery({
    month: formParam(isMonth),
    sort_by: withFallback(choiceParam(orders), "month"),
    page: withFallback(numberParam(1, 1_000_000), 1),
    limit: withFallback(numberParam(1, 100), 25),
  });
  const month = () => query.values().month || thisMonth;
  const list = createList(query.values, ({ sort_by, page, limit }) =>
    call(listPersonCosts, {
      query: { month: month(), sort_by, page: String(page), limit: String(limit) },
    }),
  );
  keepWithinPages(list, (page) => query.set({ page }, { replace: true }));
  const lastDay = () => {
    const [year, number] = month().split("-").map(Number);
    return new Date(Date.UTC(year ?? 0, number ?? 1, 0)).toISOString().slice(0, 10);
  };
  return (
    <Section
      title={words("byPerson")}
      text={words("byPersonText")}
      action={
        <div class="flex flex-wrap items-end gap-2">
          <TextField
            type="month"
            label={words("monthOf")}
            value={month()}
            max={thisMonth}
            onInput={(value) => {
              if (isMonth(value)) query.set({ month: value === thisMonth ? "" : value });
            }}
          />
          <Select
            label={words("sortBy")}
            value={query.values().sort_by}
            options={orders.map((value) => ({ value, label: t(`sort_${value}`) }))}
            onChange={(sort_by) => query.set({ sort_by })}
          />
          <CsvLink
            href={csvOf("cost-people", { start_date: `${month()}-01`, end_date: lastDay() })}
            of={words("byPerson")}
          />
        </div>
      }
    >
      <Show when={list.error()}>
        {(error) => <ErrorState error={error()} small onRetry={() => void list.reload()} />}
      </Show>
      <Show when={list.value()} fallback={<Show when={!list.error()}>{<Skeleton />}</Show>}>
        {(found) => (
          <Show
            when={found().items.length > 0}
            fallback={<p class="py-6 text-center text-quiet">{words("noCosts")}</p>}
          >
            <div class="overflow-x-auto" tabIndex={0} role="group" aria-label={words("byPerson")}>
              <SimpleTable
                label={words("byPerson")}
                columns={[
                  { label: words("person") },
                  { label: words("calls"), numeric: true },
                  { label: words("thisMonth"), numeric: true },
                  { label: words("year"), numeric: true },
                  { label: words("lifetime"), numeric: true },
                ]}
              >
                <For each={found().items}>
                  {(row) => (
                    <tr class="border-b border-line text-right last:border-0">
                      <th scope="row" class="py-1.5 pr-4 text-left font-normal">
                        <Show
                          when={row.name !== null}
                          fallback={<span class="text-quiet">{words("gone")}</span>}
                        >
                          <PersonLink
                            id={row.user_id}
                            name={row.name ?? ""}
                            class="hover:underline"
                          />
                          <span class="block text-xs text-quiet">{row.email}</span>
                        </Show>
                      </th>
                      <td class="py-1.5 pl-4 tabular-nums">{count(row.calls)}</td>
                      <td class="py-1.5 pl-4">
                        <Money microUsd={row.month_micro_usd} />
                      </td>
                      <td class="py-1.5 pl-4">
                        <Money microUsd={row.year_micro_usd} />
                      </td>
                      <td class="py-1.5 pl-4">
                        <Money microUsd={row.lifetime_micro_usd} />
                      </td>
                    </tr>
                  )}
                </For>
              </SimpleTable>
            </div>
            <div class="mt-3">
              <Pagination
                page={found().page}
                limit={found().limit}
                total={found().total}
                onPage={(page) => query.set({ page })}
                onLimit={(limit) => query.set({ limit })}
              />
            </div>
          </Show>
        )}
      </Show>
    </Section>
  );
}
