import { A } from "@solidjs/router";
import Ellipsis from "lucide-solid/icons/ellipsis";
import { createSignal, type JSX, Show } from "solid-js";
import { Dynamic } from "solid-js/web";
import {
  archiveProject,
  deleteProject,
  type ProjectInfo,
  unarchiveProject,
  updateProject,
} from "#contract/project";
import { isGuest } from "../../app/session.ts";
import { call } from "../../client/call.ts";
import { t as common } from "../../i18n/common.ts";
import { dateTime, relative } from "../../i18n/format.ts";
import { t } from "../../i18n/projects.ts";
import { ConfirmDialog } from "../../ui/ConfirmDialog.tsx";
import { Menu } from "../../ui/Menu.tsx";
import { NameDialog } from "../../ui/NameDialog.tsx";
import { toast } from "../../ui/toast.ts";

/** One project of the list; what is archived opens once it is taken back. */
export function ProjectRow(props: { project: ProjectInfo; onChanged: () => void }) {
  const [asking, setAsking] = createSignal<"rename" | "move" | "delete" | null>(null);
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

  const archived = () => props.project.status === "archived";
  /** Into the archive, or back. */
  const move = async () => {
    const back = archived();
    await call(back ? unarchiveProject : archiveProject, { param: param() });
    toast({ tone: "good", text: t(back ? "takenBack" : "archived", { name: name() }) });
    props.onChanged();
  };

  return (
    <li class="flex items-center gap-2 pr-2 hover:bg-sunken">
      <Dynamic
        component={archived() ? Plain : A}
        href={`/p/${props.project.id}`}
        class="flex min-w-0 flex-1 flex-wrap items-baseline gap-x-4 gap-y-0.5 px-4 py-3 focus-visible:-outline-offset-2"
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
      </Dynamic>
      <Show when={!isGuest()}>
        <Menu
          align="end"
          label={`${common("more")}: ${name()}`}
          entries={[
            { label: common("rename"), run: () => setAsking("rename") },
            { label: t(archived() ? "takeBack" : "archive"), run: () => setAsking("move") },
            { label: common("delete"), danger: true, run: () => setAsking("delete") },
          ]}
        >
          <Ellipsis size={16} aria-hidden="true" />
        </Menu>
      </Show>
      <NameDialog
        open={asking() === "rename"}
        onClose={() => setAsking(null)}
        title={t("renameTitle")}
        action={common("rename")}
        initial={name()}
        onSubmit={rename}
      />
      <ConfirmDialog
        open={asking() === "move"}
        onClose={() => setAsking(null)}
        title={t(archived() ? "takeBackTitle" : "archiveTitle", { name: name() })}
        description={t(archived() ? "takeBackText" : "archiveText")}
        action={t(archived() ? "takeBack" : "archive")}
        onConfirm={move}
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

const Plain = (props: { class?: string; children?: JSX.Element }) => (
  <div class={props.class}>{props.children}</div>
);
