import { A } from "@solidjs/router";
import { For, Show } from "solid-js";
import type { Failing } from "#contract/admin-statistics";
import { t } from "../../i18n/admin-statistics.ts";
import { count } from "../../i18n/format.ts";
import { Section } from "../../ui/Section.tsx";
import { activityOf, type Days } from "./activity-link.ts";
import { percentage } from "./points.ts";
import { SimpleTable } from "./SimpleTable.tsx";

const words = {
  server: { title: "failingServer", text: "failingServerText", none: "failingNone" },
  client: { title: "failingClient", text: "failingClientText", none: "refusedNone" },
} as const;

/** Which addresses fail (5xx) or refuse (4xx) most often; each leads to those very requests. */
export function FailingRoutes(props: {
  of: "server" | "client";
  rows: readonly Failing[];
  range: Days;
  asOf: string | null;
}) {
  const title = () => t(words[props.of].title);
  return (
    <Section title={title()} text={t(words[props.of].text)}>
      <Show
        when={props.rows.length > 0}
        fallback={<p class="py-6 text-center text-quiet">{t(words[props.of].none)}</p>}
      >
        <div class="relative max-h-80 overflow-auto" tabIndex={0} role="group" aria-label={title()}>
          <SimpleTable
            label={title()}
            columns={[
              { label: t("address") },
              { label: t("count"), numeric: true },
              { label: t("ofRequests"), numeric: true },
              { label: t("codes") },
            ]}
          >
            <For each={props.rows}>
              {(row) => (
                <FailingRoute row={row} of={props.of} range={props.range} asOf={props.asOf} />
              )}
            </For>
          </SimpleTable>
        </div>
      </Show>
    </Section>
  );
}

function FailingRoute(props: {
  row: Failing;
  of: "server" | "client";
  range: Days;
  asOf: string | null;
}) {
  const where = () => ({ route: props.row.route || "none", method: props.row.method });
  const linkTo = (status: string, code: string) =>
    activityOf({ ...where(), status, code }, props.range, props.asOf);
  const name = () =>
    props.row.route === "" ? t("unknownAddress") : `${props.row.method} ${props.row.route}`;
  return (
    <tr class="border-b border-line align-top last:border-0">
      <th scope="row" class="min-w-40 py-1.5 text-left font-normal wrap-anywhere">
        <A
          href={linkTo(props.of === "server" ? "5xx" : "4xx", "")}
          class="hover:underline"
          classList={{ "font-mono text-xs": props.row.route !== "" }}
        >
          {name()}
        </A>
      </th>
      <td class="py-1.5 pl-4 text-right tabular-nums">{count(props.row.errors)}</td>
      <td class="py-1.5 pl-4 text-right tabular-nums">
        {percentage((props.row.errors / props.row.requests) * 100)}
      </td>
      <td class="py-1.5 pl-4">
        <ul class="flex flex-col gap-0.5">
          <For each={props.row.codes}>
            {(one) => (
              <li>
                <A
                  href={linkTo(String(one.status), one.code)}
                  class="font-mono text-xs whitespace-nowrap hover:underline"
                  title={t("showInActivity", {
                    what: `${name()} ${one.status} ${one.code}`.trim(),
                  })}
                >
                  {one.status} {one.code} <span class="text-quiet">×{count(one.requests)}</span>
                </A>
              </li>
            )}
          </For>
        </ul>
      </td>
    </tr>
  );
}
