import { For, Show } from "solid-js";
import type { listCronJobs } from "#contract/admin-health";
import type { OutputOf } from "#contract/endpoint";
import { t } from "../../i18n/admin-health.ts";
import { count } from "../../i18n/format.ts";
import { Badge } from "../../ui/Badge.tsx";
import { Section } from "../../ui/Section.tsx";
import { RelativeTime } from "../parts/values.tsx";
import { SimpleTable } from "../statistics/SimpleTable.tsx";

type Job = OutputOf<typeof listCronJobs>["items"][number];

/** What happens by itself; what does not go well stands first. */
export function CronJobs(props: { jobs: readonly Job[] }) {
  const sorted = () =>
    [...props.jobs].sort((a, b) => Number(a.state === "ok") - Number(b.state === "ok"));
  return (
    <Section title={t("jobs")} text={t("jobsText")}>
      <Show when={sorted().length > 0} fallback={<p>{t("noJobs")}</p>}>
        {/* Scrolled with the keyboard as well. */}
        <div class="overflow-x-auto" tabIndex={0} role="group" aria-label={t("jobs")}>
          <SimpleTable
            label={t("jobs")}
            columns={[
              { label: t("job") },
              { label: t("jobState") },
              { label: t("jobEvery") },
              { label: t("jobLast") },
              { label: t("jobTook"), numeric: true },
              { label: t("jobFailed") },
            ]}
          >
            <For each={sorted()}>{(job) => <Row job={job} />}</For>
          </SimpleTable>
        </div>
      </Show>
    </Section>
  );
}

function Row(props: { job: Job }) {
  const state = () => {
    if (props.job.state === "ok") return <Badge tone="good">{t("ok")}</Badge>;
    if (props.job.state === "late") return <Badge tone="bad">{t("late")}</Badge>;
    return <Badge tone="bad">{t("failing", { count: props.job.failures })}</Badge>;
  };
  return (
    <tr class="border-b border-line align-top last:border-0">
      <th scope="row" class="py-1.5 pr-4 text-left font-mono text-xs font-normal">
        {props.job.name}
      </th>
      <td class="py-1.5 pl-4">{state()}</td>
      <td class="py-1.5 pl-4 whitespace-nowrap">{t(`every_${props.job.every}`)}</td>
      <td class="py-1.5 pl-4">
        <RelativeTime at={props.job.last_run_at} />
      </td>
      <td class="py-1.5 pl-4 text-right whitespace-nowrap tabular-nums">
        {t("responded", { ms: count(props.job.last_ms) })}
      </td>
      <td class="py-1.5 pl-4">
        <RelativeTime at={props.job.last_failed_at} />
        <Show when={props.job.last_error}>
          {(error) => <p class="min-w-48 text-xs wrap-anywhere text-quiet">{error()}</p>}
        </Show>
      </td>
    </tr>
  );
}
