import type { listUsers } from "#contract/admin-user";
import type { OutputOf } from "#contract/endpoint";
import { For } from "solid-js";
import { t } from "../../i18n/admin-people.ts";
import { Stat } from "../parts/Stat.tsx";
import type { UrlQuery } from "../parts/url-query.ts";
import { filtersAre, noFilters, type PeopleQuery } from "./query.ts";

type Figures = OutputOf<typeof listUsers>["statistics"];

interface Card {
  readonly label: Parameters<typeof t>[0];
  readonly of: keyof Figures;
  readonly filters: Partial<PeopleQuery>;
  readonly tone?: "warn";
}

const cards: readonly Card[] = [
  { label: "stat_total", of: "total", filters: {} },
  { label: "stat_active", of: "active", filters: { status: "active" } },
  { label: "stat_admins", of: "admins", filters: { role: "admin" } },
  { label: "stat_suspended", of: "suspended", filters: { status: "suspended" }, tone: "warn" },
  { label: "stat_custom", of: "custom_limits", filters: { custom_limits: "true" } },
  {
    label: "stat_noFactor",
    of: "without_second_factor",
    filters: { status: "active", second_factor: "false" },
    tone: "warn",
  },
];

/** How many there are of whom; pressed, the list shows them. */
export function PeopleStats(props: { figures: Figures | undefined; query: UrlQuery<PeopleQuery> }) {
  return (
    <div class="grid grid-cols-3 gap-2 @3xl:grid-cols-6">
      <For each={cards}>
        {(card) => (
          <Stat
            label={t(card.label)}
            value={props.figures?.[card.of]}
            on={filtersAre(props.query.values(), card.filters)}
            {...(card.tone === undefined ? {} : { tone: card.tone })}
            onPress={() => props.query.set({ ...noFilters, ...card.filters })}
          />
        )}
      </For>
    </div>
  );
}
