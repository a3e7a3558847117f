import { For, Show } from "solid-js";
import type { JobInfo } from "#contract/job";
import { t } from "../../i18n/admin-jobs.ts";
import { count, relative } from "../../i18n/format.ts";

const hrefOf = (id: string): string => `/admin/bulk?job=${id}`;

/** Which job this one takes back, and by which it was taken back itself: each leads to the other. */
export function JobTies(props: { job: Pick<JobInfo, "takes_back" | "taken_back_by"> }) {
  return (
    <>
      <Show when={props.job.takes_back}>
        {(id) => (
          <a class="text-accent hover:underline" href={hrefOf(id())}>
            {t("takesBack")}
          </a>
        )}
      </Show>
      <For each={props.job.taken_back_by}>
        {(back) => (
          <a class="text-accent hover:underline" href={hrefOf(back.id)}>
            {t("takenBack", {
              count: count(back.done - back.failed),
              name: back.created_by?.name ?? t("system"),
              when: relative(back.created_at),
            })}
          </a>
        )}
      </For>
    </>
  );
}
