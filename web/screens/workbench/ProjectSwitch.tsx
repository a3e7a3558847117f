import { useNavigate } from "@solidjs/router";
import ChevronDown from "lucide-solid/icons/chevron-down";
import { createResource } from "solid-js";
import { listProjects, type ProjectInfo } from "#contract/project";
import { call } from "../../client/call.ts";
import { t } from "../../i18n/workbench.ts";
import { Menu } from "../../ui/Menu.tsx";

export function ProjectSwitch(props: { project: ProjectInfo }) {
  const navigate = useNavigate();
  const [projects] = createResource(async () => {
    try {
      return (await call(listProjects)).items;
    } catch {
      return [];
    }
  });
  return (
    <Menu
      label={`${t("switchProject")}: ${props.project.name}`}
      class="inline-flex h-8 max-w-56 min-w-0 items-center gap-1 rounded-md px-2 font-medium hover:bg-sunken"
      entries={[
        ...(projects.latest ?? []).slice(0, 12).map((project) => ({
          label: project.name,
          checked: project.id === props.project.id,
          run: () => navigate(`/p/${project.id}`),
        })),
        null,
        { label: t("allProjects"), run: () => navigate("/") },
      ]}
    >
      <span class="truncate">{props.project.name}</span>
      <ChevronDown size={14} class="shrink-0 text-quiet" aria-hidden="true" />
    </Menu>
  );
}
