import { createResource, createSignal, For, Show } from "solid-js";
import { listJobs } from "#contract/job";
import { call } from "../../client/call.ts";
import { kindName, t } from "../../i18n/admin-jobs.ts";
import { count } from "../../i18n/format.ts";
import { language } from "../../i18n/language.ts";
import { Loaded } from "../../ui/Loaded.tsx";
import { JobBadge } from "../parts/JobBadge.tsx";
import { JobTies } from "../parts/JobTies.tsx";
import { Pagination } from "../parts/Pagination.tsx";
import { RelativeTime } from "../parts/values.tsx";

const fewest = 25;

/** The record of long work people began; the site's own would bury it. `of`: whose change means there is a newer one. */
export function RecentJobs(props: { of: unknown; onShow: (id: string) => void }) {
  const [shown, setShown] = createSignal({ page: 1, limit: fewest });
  const [jobs, { refetch }] = createResource(
    () => ({ of: props.of, in: language(), ...shown() }),
    ({ page, limit }) =>
      call(listJobs, {
        query: { begun_by: "people", page: String(page), limit: String(limit) },
      }),
  );
  return (
    <section aria-labelledby="recent-jobs">
      <h2 id="recent-jobs" class="mb-2 font-semibold">
        {t("recent")}
      </h2>
      <Loaded resource={jobs} onRetry={() => void refetch()} lines={3}>
        {(found) => (
          <Show when={found().total > 0} fallback={<p class="text-quiet">{t("none")}</p>}>
            <ul class="divide-y divide-line rounded-lg border border-line bg-raised text-sm">
              <For each={found().items}>
                {(job) => (
                  <li class="flex flex-wrap items-center gap-x-3 gap-y-1 px-3 py-2">
                    <button
                      type="button"
                      class="font-medium text-accent hover:underline"
                      onClick={() => props.onShow(job.id)}
                    >
                      {kindName(job.kind)}
                    </button>
                    <JobBadge state={job.state} />
                    <span class="tabular-nums">
                      {job.total === null
                        ? t("some", { done: count(job.done) })
                        : t("of", { done: count(job.done), total: count(job.total) })}
                    </span>
                    <JobTies job={job} />
                    <span class="ml-auto text-quiet">
                      {job.created_by?.name ?? t("system")} · <RelativeTime at={job.created_at} />
                    </span>
                  </li>
                )}
              </For>
            </ul>
            <Show when={found().total > fewest}>
              <div class="mt-2">
                <Pagination
                  page={shown().page}
                  limit={shown().limit}
                  total={found().total}
                  onPage={(page) => setShown({ ...shown(), page })}
                  onLimit={(limit) => setShown({ page: 1, limit })}
                />
              </div>
            </Show>
          </Show>
        )}
      </Loaded>
    </section>
  );
}
