import { Show } from "solid-js";
import type { UserSummary } from "#contract/admin-user";
import { t } from "../../i18n/admin-people.ts";
import { dateTime, dayAndTime } from "../../i18n/format.ts";
import { Badge } from "../../ui/Badge.tsx";

/** A role; of a granted one, until when (U-140). */
export function RoleBadge(props: { person: Pick<UserSummary, "role" | "elevated_until"> }) {
  return (
    <span class="inline-flex flex-wrap items-center gap-x-1.5">
      <Badge tone={props.person.role === "admin" ? "accent" : "quiet"}>
        {t(`role_${props.person.role}`)}
      </Badge>
      <Show when={props.person.elevated_until}>
        {(until) => (
          <span class="text-xs text-quiet" title={t("elevatedTitle", { time: dateTime(until()) })}>
            {t("elevated", { time: dayAndTime(until()) })}
          </span>
        )}
      </Show>
    </span>
  );
}
