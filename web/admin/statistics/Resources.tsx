import { createMemo, Show } from "solid-js";
import type { Overview } from "#contract/admin-statistics";
import { t } from "../../i18n/admin-statistics.ts";
import { count } from "../../i18n/format.ts";
import { resourceName } from "../../i18n/log-names.ts";
import { ChartFrame } from "../charts/ChartFrame.tsx";
import { Pie } from "../charts/Pie.tsx";

const names: ReadonlySet<string> = new Set(Object.keys(t.pair.ja));

function nameOf(resource: string): string {
  const key = `resource_${resource}`;
  return names.has(key) ? t(key as "resource_FILE") : resourceName(resource);
}

/** What requests were about. */
export function Resources(props: { resources: Overview["resources"] }) {
  const slices = createMemo(() =>
    props.resources.map(({ resource, requests }) => ({ name: nameOf(resource), value: requests })),
  );
  const format = (value: number) => t("requestCount", { count: count(value) });
  return (
    <ChartFrame
      numbers={{
        title: t("resources"),
        axis: t("resource"),
        labels: slices().map((slice) => slice.name),
        series: [{ name: t("requestsSeries"), values: slices().map((slice) => slice.value) }],
        format,
      }}
    >
      <Show
        when={slices().some((slice) => slice.value > 0)}
        fallback={<p class="py-6 text-center text-quiet">{t("noRequests")}</p>}
      >
        <Pie slices={slices()} format={format} />
      </Show>
    </ChartFrame>
  );
}
