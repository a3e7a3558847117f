import { Show } from "solid-js";
import { checkHealthInDetail, getPreflight, listCronJobs } from "#contract/admin-health";
import { call } from "../../client/call.ts";
import { t } from "../../i18n/admin-health.ts";
import { dateTime } from "../../i18n/format.ts";
import { Badge } from "../../ui/Badge.tsx";
import { Button } from "../../ui/Button.tsx";
import { ErrorState } from "../../ui/ErrorState.tsx";
import { Section } from "../../ui/Section.tsx";
import { Skeleton } from "../../ui/Skeleton.tsx";
import { createList } from "../parts/create-list.ts";
import { CronJobs } from "../health/CronJobs.tsx";
import { History } from "../health/History.tsx";
import { tones } from "../health/part-names.ts";
import { PartDetails, Summary } from "../health/PartList.tsx";
import { Preflight } from "../health/Preflight.tsx";

/** SA-043: what works now, how that was, what runs by itself, and what the site lacks. */
export function HealthTab() {
  const health = createList(
    () => ({}),
    () => call(checkHealthInDetail, {}),
  );
  const jobs = createList(
    () => ({}),
    () => call(listCronJobs, {}),
  );
  const preflight = createList(
    () => ({}),
    () => call(getPreflight, {}),
  );
  const run = () => void Promise.all([health.reload(), jobs.reload(), preflight.reload()]);
  return (
    <>
      <div class="flex flex-wrap items-center gap-x-4 gap-y-2">
        <Button kind="primary" onClick={run} busy={health.loading()}>
          {t("run")}
        </Button>
        <Show when={health.value()}>
          {(found) => (
            <p role="status" class="flex flex-wrap items-center gap-2">
              <Badge tone={tones[found().status]}>{t(found().status)}</Badge>
              <span class="font-medium">{t(`site_${found().status}`)}</span>
              <span class="text-sm text-quiet" title={t("kept")}>
                {t("asOf", { time: dateTime(found().timestamp) })}
              </span>
            </p>
          )}
        </Show>
      </div>
      <Show when={health.error() ?? jobs.error() ?? preflight.error()}>
        {(error) => <ErrorState error={error()} onRetry={run} />}
      </Show>
      <Show
        when={health.value()}
        fallback={
          <Show when={health.error() === null}>
            <Skeleton lines={8} />
          </Show>
        }
      >
        {(found) => (
          <>
            <Summary checks={found().checks} />
            <Section title={t("details")}>
              <PartDetails checks={found().checks} />
            </Section>
          </>
        )}
      </Show>
      <History />
      <Show when={preflight.value()}>{(found) => <Preflight items={found().items} />}</Show>
      <Show when={jobs.value()}>{(found) => <CronJobs jobs={found().items} />}</Show>
    </>
  );
}
