import { A } from "@solidjs/router";
import { For, Show } from "solid-js";
import type { ConsoleOverview } from "#contract/admin-overview";
import { t } from "../../i18n/admin-overview.ts";
import { bytes } from "../../i18n/format.ts";
import { shareUsed } from "../statistics/points.ts";
import { LinkFigure } from "./LinkFigure.tsx";
import { largestProjects } from "./matters.ts";

/** What is stored, and what fills it. */
export function Storage(props: { storage: NonNullable<ConsoleOverview["storage"]> }) {
  const now = () => props.storage;
  return (
    <div class="flex flex-col gap-3">
      <dl class="-mx-3">
        <LinkFigure
          label={t("stored")}
          value={bytes(now().total_bytes)}
          href={largestProjects}
          bad={(now().used_percentage ?? 0) >= 100}
        >
          <Show when={now().used_percentage !== null} fallback={t("noQuota")}>
            {t("quotaUsed", { value: shareUsed(now().total_bytes, now().used_percentage ?? 0) })}
          </Show>
        </LinkFigure>
      </dl>
      <h3 class="text-sm font-medium">{t("topProjects")}</h3>
      <Show when={now().top.length > 0} fallback={<p class="text-quiet">{t("noProjects")}</p>}>
        <ol class="-mx-2 flex flex-col">
          <For each={now().top}>
            {(project) => (
              <li>
                <A
                  href={`/admin/projects/${project.id}?sort_by=storage`}
                  class="flex items-baseline gap-3 rounded-md px-2 py-1.5 hover:bg-sunken"
                >
                  <span class="min-w-0 flex-1">
                    <span class="block truncate">{project.name}</span>
                    <span class="block truncate text-sm text-quiet">
                      {t("storedBy", {
                        owner: project.owner_name,
                        share: shareUsed(project.bytes, project.share_percentage),
                      })}
                    </span>
                  </span>
                  <span class="tabular-nums">{bytes(project.bytes)}</span>
                </A>
              </li>
            )}
          </For>
        </ol>
      </Show>
    </div>
  );
}
