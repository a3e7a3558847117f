import { A } from "@solidjs/router";
import { For, Show } from "solid-js";
import type { Notable as Row } from "#contract/admin-overview";
import { type Term, writeLogQuery } from "#contract/log-query";
import { t as logs } from "../../i18n/admin-logs.ts";
import { t } from "../../i18n/admin-overview.ts";
import { count } from "../../i18n/format.ts";
import { actionName, resourceName, thingName } from "../../i18n/log-names.ts";
import { Badge } from "../../ui/Badge.tsx";
import { SeverityBadge } from "../audit/columns.tsx";
import { RelativeTime } from "../parts/values.tsx";

/** What was done of note; each leads to its record. */
export function Notable(props: { rows: readonly Row[] }) {
  return (
    <Show when={props.rows.length > 0} fallback={<p class="py-1 text-quiet">{t("notableNone")}</p>}>
      <ul class="-mx-2 flex flex-col">
        <For each={props.rows}>
          {(row) => (
            <li>
              <A
                href={addressOf(row)}
                class="grid grid-cols-[1fr_auto] items-center gap-x-3 gap-y-0.5 rounded-md px-2 py-2 hover:bg-sunken @2xl:grid-cols-[11rem_1fr_auto_8rem]"
              >
                <span class="flex items-center gap-2">
                  <Badge title={row.action}>{actionName(row.action)}</Badge>
                </span>
                <span class="min-w-0 wrap-anywhere @max-2xl:order-3 @max-2xl:col-span-2">
                  {resourceName(row.resource_type)} <span class="font-medium">{whatOf(row)}</span>{" "}
                  <span class="text-sm text-quiet">{whoDid(row)}</span>
                </span>
                <span class="@max-2xl:order-4 @max-2xl:col-span-2 empty:hidden">
                  <Show when={row.severity !== "INFO"}>
                    <SeverityBadge severity={row.severity} />
                  </Show>
                </span>
                <span class="text-right text-sm text-quiet @max-2xl:order-2">
                  <RelativeTime at={row.created_at} />
                </span>
              </A>
            </li>
          )}
        </For>
      </ul>
    </Show>
  );
}

/** What tells those of note among an action's records from one's own things. */
const ofNote: Readonly<Record<string, Term>> = {
  DELETE: { field: "severity", not: true, value: "INFO" },
  INVITE: { field: "severity", not: false, value: "CRITICAL" },
};

/** One record; of many, the list of exactly those, with the newest open beside it. */
function addressOf({ id, count: many, action, resource_type, job_id, request_id }: Row): string {
  const record = `/admin/audit/${id}?tab=all`;
  if (many === 1) return record;
  const note = ofNote[action];
  const q = writeLogQuery([
    { field: "action", not: false, value: action },
    ...(resource_type === "SYSTEM_SETTING"
      ? [{ field: "resource", not: false, value: resource_type }]
      : []),
    ...(note === undefined ? [] : [note]),
    job_id === null
      ? { field: "request", not: false, value: request_id ?? "" }
      : { field: null, not: false, value: job_id },
  ]);
  return `${record}&q=${encodeURIComponent(q)}`;
}

/** Of many, how many. */
function whatOf({ count: many, count_is_least, resource_type, resource_name }: Row): string {
  if (many === 1) return thingName(resource_type, resource_name);
  return t(count_is_least ? "manyAtLeast" : "many", { count: count(many) });
}

function whoDid(row: Row): string {
  if (row.user_id === null) return logs("system");
  const name = row.user_name || logs("goneUser");
  return row.impersonator_id === null
    ? name
    : `${name} (${logs("impersonatedBy", { name: row.impersonator_name || logs("goneUser") })})`;
}
