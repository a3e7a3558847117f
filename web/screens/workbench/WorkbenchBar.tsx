import PanelLeft from "lucide-solid/icons/panel-left";
import PanelRight from "lucide-solid/icons/panel-right";
import { Show } from "solid-js";
import type { ProjectInfo } from "#contract/project";
import { TopBar } from "../../app/TopBar.tsx";
import { t } from "../../i18n/workbench.ts";
import { IconButton } from "../../ui/IconButton.tsx";
import type { Layout } from "./layout.ts";
import { ProjectSwitch } from "./ProjectSwitch.tsx";

export interface WorkbenchBarProps {
  project: ProjectInfo;
  narrow: boolean;
  layout: Layout;
  onToggleSessions: () => void;
  onToggleWorkspace: () => void;
  onJump: () => void;
}

export function WorkbenchBar(props: WorkbenchBarProps) {
  return (
    <TopBar onJump={() => props.onJump()}>
      <span class="text-quiet pointer-coarse:ml-2" aria-hidden="true">
        /
      </span>
      <ProjectSwitch project={props.project} />
      <span class="flex-1" />
      <Show when={!props.narrow}>
        <IconButton
          label={`${props.layout.sessionsShown ? t("hide") : t("show")} (Alt+B)`}
          aria-expanded={props.layout.sessionsShown}
          onClick={() => props.onToggleSessions()}
        >
          <PanelLeft size={17} aria-hidden="true" />
        </IconButton>
        <IconButton
          label={props.layout.workspaceShown ? t("hideWorkspace") : t("showWorkspace")}
          aria-expanded={props.layout.workspaceShown}
          onClick={() => props.onToggleWorkspace()}
        >
          <PanelRight size={17} aria-hidden="true" />
        </IconButton>
      </Show>
    </TopBar>
  );
}
