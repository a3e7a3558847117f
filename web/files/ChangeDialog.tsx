import { createResource, lazy, Show, Suspense } from "solid-js";
import { readBlob } from "#contract/file";
import { toApiError } from "../client/error.ts";
import { receive } from "../client/raw.ts";
import { t } from "../i18n/files.ts";
import { Dialog } from "../ui/Dialog.tsx";
import { ErrorState } from "../ui/ErrorState.tsx";
import { Skeleton } from "../ui/Skeleton.tsx";
import type { NetChange } from "./change-groups.ts";
import { readText } from "./load-file.ts";

const DiffPane = lazy(async () => ({
  default: (await import("./editor/DiffPane.tsx")).DiffPane,
}));

const textOfBlob = async (project: string, hash: string | null): Promise<string | null> => {
  if (hash === null) return "";
  const answer = await receive(readBlob, { param: { id: project, hash } });
  return readText(await answer.arrayBuffer())?.text ?? null;
};

export interface ChangeDialogProps {
  project: string;
  change: NetChange | null;
  onClose: () => void;
}

/** One change: the file before and after it. */
export function ChangeDialog(props: ChangeDialogProps) {
  const [texts] = createResource(
    () => props.change,
    async (change) => {
      const [before, after] = await Promise.all([
        textOfBlob(props.project, change.before),
        textOfBlob(props.project, change.after),
      ]);
      return before === null || after === null ? null : { before, after };
    },
  );
  return (
    <Dialog
      wide
      open={props.change !== null}
      onClose={props.onClose}
      title={t("diffTitle", { path: props.change?.path ?? "" })}
    >
      <Show when={texts.state === "errored"}>
        <ErrorState error={toApiError(texts.error)} small />
      </Show>
      <Show when={texts.loading}>
        <Skeleton lines={6} />
      </Show>
      <Show when={texts.state === "ready"}>
        <Show when={texts()} fallback={<p class="text-quiet">{t("noText")}</p>}>
          {(both) => (
            <Suspense fallback={<Skeleton lines={6} />}>
              <DiffPane
                path={props.change?.path ?? ""}
                before={both().before}
                after={both().after}
              />
            </Suspense>
          )}
        </Show>
      </Show>
    </Dialog>
  );
}
