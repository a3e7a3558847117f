import { lazy, Suspense } from "solid-js";
import type { WorkspacePanelProps } from "../../files/WorkspacePanel.tsx";
import { Skeleton } from "../../ui/Skeleton.tsx";

const WorkspacePanel = lazy(async () => ({
  default: (await import("../../files/WorkspacePanel.tsx")).WorkspacePanel,
}));

// Loads beside what the screen asks the server first, not after it.
void WorkspacePanel.preload();

export function WorkspaceColumn(props: WorkspacePanelProps) {
  return (
    <Suspense fallback={<Skeleton lines={8} />}>
      <WorkspacePanel {...props} />
    </Suspense>
  );
}
