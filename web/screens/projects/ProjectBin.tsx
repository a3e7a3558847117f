import { For } from "solid-js";
import type { ProjectInfo } from "#contract/project";
import { bytes } from "../../i18n/format.ts";
import { t } from "../../i18n/project-bin.ts";
import { BinnedRow } from "./BinnedRow.tsx";

/** What its owner threw away, folded up below the list. */
export function ProjectBin(props: { projects: ProjectInfo[]; onChanged: () => void }) {
  const taken = () => props.projects.reduce((sum, { bin }) => sum + (bin?.bytes ?? 0), 0);
  return (
    <details class="mt-4">
      <summary class="cursor-pointer py-1 text-sm font-medium text-quiet hover:text-ink">
        {t("title")} ({props.projects.length})
      </summary>
      <p class="mt-1 text-sm text-quiet">{t("hint", { size: bytes(taken()) })}</p>
      <ul
        aria-label={t("title")}
        class="mt-2 divide-y divide-line overflow-hidden rounded-lg border border-line bg-raised"
      >
        <For each={props.projects}>
          {(project) => <BinnedRow project={project} onChanged={props.onChanged} />}
        </For>
      </ul>
    </details>
  );
}
