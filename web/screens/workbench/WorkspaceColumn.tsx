import EyeOff from "lucide-solid/icons/eye-off";
import { lazy, Show, Suspense } from "solid-js";
import { me } from "../../app/session.ts";
import type { WorkspacePanelProps } from "../../files/WorkspacePanel.tsx";
import { t } from "../../i18n/acting.ts";
import { EmptyState } from "../../ui/EmptyState.tsx";
import { Skeleton } from "../../ui/Skeleton.tsx";

const WorkspacePanel = lazy(async () => ({
  default: (await import("../../files/WorkspacePanel.tsx")).WorkspacePanel,
}));

// Loads beside what the screen asks the server first, not after it.
void WorkspacePanel.preload();

export function WorkspaceColumn(props: WorkspacePanelProps) {
  return (
    <Show
      when={me()?.acting === undefined}
      fallback={
        <div class="flex h-full items-center">
          <EmptyState title={t("noFiles")} text={t("noFilesText")} icon={<EyeOff size={32} />} />
        </div>
      }
    >
      <Suspense fallback={<Skeleton lines={8} />}>
        <WorkspacePanel {...props} />
      </Suspense>
    </Show>
  );
}
