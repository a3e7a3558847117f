import { A } from "@solidjs/router";
import Ellipsis from "lucide-solid/icons/ellipsis";
import { createSignal } from "solid-js";
import { deleteProject, type ProjectInfo, updateProject } from "#contract/project";
import { call } from "../../client/call.ts";
import { t as common } from "../../i18n/common.ts";
import { dateTime, relative } from "../../i18n/format.ts";
import { t } from "../../i18n/projects.ts";
import { ConfirmDialog } from "../../ui/ConfirmDialog.tsx";
import { Menu } from "../../ui/Menu.tsx";
import { NameDialog } from "../../ui/NameDialog.tsx";
import { toast } from "../../ui/toast.ts";

export function ProjectRow(props: { project: ProjectInfo; onChanged: () => void }) {
  const [asking, setAsking] = createSignal<"rename" | "delete" | null>(null);
  const param = () => ({ id: props.project.id });
  const name = () => props.project.name;

  const rename = async (next: string) => {
    await call(updateProject, { param: param(), json: { name: next } });
    props.onChanged();
  };
  const remove = async () => {
    await call(deleteProject, { param: param() });
    toast({ tone: "good", text: t("deleted", { name: name() }) });
    props.onChanged();
  };

  return (
    <li class="flex items-center gap-2 pr-2 hover:bg-sunken">
      <A
        href={`/p/${props.project.id}`}
        class="flex min-w-0 flex-1 flex-wrap items-baseline gap-x-4 gap-y-0.5 px-4 py-3"
      >
        <span class="min-w-0 flex-1 basis-48 truncate font-medium" title={name()}>
          {name()}
        </span>
        <span class="text-sm text-quiet tabular-nums sm:min-w-28 sm:text-right">
          {t("sessions", { count: props.project.session_count })}
          {props.project.member_count > 1
            ? ` · ${t("members", { count: props.project.member_count })}`
            : ""}
        </span>
        <time
          class="text-right text-sm text-quiet sm:w-28"
          datetime={props.project.last_activity_at}
          title={`${t("lastActivity")}: ${dateTime(props.project.last_activity_at)}`}
        >
          {relative(props.project.last_activity_at)}
        </time>
      </A>
      <Menu
        align="end"
        label={`${common("more")}: ${name()}`}
        entries={[
          { label: common("rename"), run: () => setAsking("rename") },
          { label: common("delete"), danger: true, run: () => setAsking("delete") },
        ]}
      >
        <Ellipsis size={16} aria-hidden="true" />
      </Menu>
      <NameDialog
        open={asking() === "rename"}
        onClose={() => setAsking(null)}
        title={t("renameTitle")}
        action={common("rename")}
        initial={name()}
        onSubmit={rename}
      />
      <ConfirmDialog
        open={asking() === "delete"}
        onClose={() => setAsking(null)}
        title={t("deleteTitle", { name: name() })}
        description={t("deleteText", { count: props.project.session_count })}
        action={common("delete")}
        danger
        onConfirm={remove}
      />
    </li>
  );
}
