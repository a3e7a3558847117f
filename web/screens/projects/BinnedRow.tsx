import { createSignal, Show } from "solid-js";
import { deleteProject, type ProjectInfo, restoreOwnProject } from "#contract/project";
import { call } from "../../client/call.ts";
import { bytes, day } from "../../i18n/format.ts";
import { t } from "../../i18n/project-bin.ts";
import { Button } from "../../ui/Button.tsx";
import { ConfirmDialog } from "../../ui/ConfirmDialog.tsx";
import { createAction } from "../../ui/create-action.ts";
import { ErrorState } from "../../ui/ErrorState.tsx";
import { toast } from "../../ui/toast.ts";

/** A project of the bin: when it goes for good, and the two ways out of it (T-35). */
export function BinnedRow(props: { project: ProjectInfo; onChanged: () => void }) {
  const [asking, setAsking] = createSignal(false);
  const param = () => ({ id: props.project.id });
  const name = () => props.project.name;

  const restore = createAction(async () => {
    await call(restoreOwnProject, { param: param() });
    toast({ tone: "good", text: t("restored", { name: name() }) });
    props.onChanged();
  });
  const purge = async () => {
    await call(deleteProject, { param: param(), query: { purge: "now" } });
    toast({ tone: "good", text: t("purged", { name: name() }) });
    props.onChanged();
  };

  return (
    <li class="flex flex-wrap items-center gap-x-4 gap-y-2 px-4 py-2.5">
      <span class="min-w-0 flex-1 basis-48 truncate font-medium" title={name()}>
        {name()}
      </span>
      <span class="text-sm text-quiet tabular-nums">
        {bytes(props.project.bin?.bytes ?? 0)}
        {props.project.bin ? ` · ${t("until", { day: day(props.project.bin.purged_at) })}` : ""}
      </span>
      <span class="flex gap-2">
        <Button
          aria-label={`${t("restore")}: ${name()}`}
          busy={restore.busy()}
          onClick={() => void restore.run()}
        >
          {t("restore")}
        </Button>
        <Button
          kind="quiet"
          class="text-bad!"
          aria-label={`${t("purge")}: ${name()}`}
          onClick={() => setAsking(true)}
        >
          {t("purge")}
        </Button>
      </span>
      <Show when={restore.error()}>{(error) => <ErrorState error={error()} small />}</Show>
      <ConfirmDialog
        open={asking()}
        onClose={() => setAsking(false)}
        title={t("purgeTitle", { name: name() })}
        description={t("purgeText", { count: props.project.session_count })}
        action={t("purge")}
        danger
        onConfirm={purge}
      />
    </li>
  );
}
