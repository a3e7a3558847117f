import { Show } from "solid-js";
import type { UserSummary } from "#contract/admin-user";
import { me } from "../../app/session.ts";
import { t } from "../../i18n/admin-people.ts";
import { count } from "../../i18n/format.ts";
import { Badge } from "../../ui/Badge.tsx";
import type { Column } from "../parts/column.ts";
import { Money, RelativeTime } from "../parts/values.tsx";
import type { PeopleSort } from "./query.ts";
import { RoleBadge } from "./RoleBadge.tsx";
import { StatusBadge } from "./StatusBadge.tsx";

export const peopleColumns = (): readonly Column<UserSummary, PeopleSort>[] => [
  {
    key: "name",
    label: t("name"),
    sort: "name",
    cell: (person) => (
      <span class="block min-w-0">
        <span class="flex items-center gap-1.5">
          <span class="truncate font-medium">{person.name}</span>
          <Show when={person.id === me()?.id}>
            <Badge tone="info">{t("you")}</Badge>
          </Show>
        </span>
        <span class="block truncate text-xs text-quiet">{person.email}</span>
      </span>
    ),
  },
  { key: "role", label: t("role"), cell: (person) => <RoleBadge person={person} /> },
  { key: "status", label: t("status"), cell: (person) => <StatusBadge person={person} /> },
  {
    key: "factor",
    spare: true,
    label: t("factorColumn"),
    cell: (person) => <Factors methods={person.second_factors} />,
  },
  {
    key: "limits",
    spare: true,
    label: t("limits"),
    cell: (person) => (
      <Show when={person.has_custom_limits}>
        <Badge tone="accent">{t("custom")}</Badge>
      </Show>
    ),
  },
  {
    key: "spent",
    spare: true,
    label: t("spent"),
    sort: "spent",
    firstOrder: "desc",
    numeric: true,
    cell: (person) => <Money microUsd={person.spent_micro_usd} />,
  },
  {
    key: "sessions",
    spare: true,
    label: t("sessions"),
    numeric: true,
    cell: (person) => count(person.session_count),
  },
  {
    key: "last_active",
    spare: true,
    label: t("lastActive"),
    sort: "last_active_at",
    firstOrder: "desc",
    cell: (person) => <RelativeTime at={person.last_active_at} />,
  },
  {
    key: "created",
    spare: true,
    label: t("created"),
    sort: "created_at",
    firstOrder: "desc",
    cell: (person) => <RelativeTime at={person.created_at} />,
  },
];

/** Recovery codes come with the others and say nothing of their own. */
function Factors(props: { methods: UserSummary["second_factors"] }) {
  const shown = () => props.methods.filter((one) => one !== "recovery_code");
  return (
    <Show when={shown().length > 0} fallback={<span class="text-quiet">{t("factor_false")}</span>}>
      {shown()
        .map((one) => t(`factor_${one}`))
        .join(" · ")}
    </Show>
  );
}
