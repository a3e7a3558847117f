import type { ProjectSummary } from "#contract/admin-project";
import { t } from "../../i18n/admin-projects.ts";
import { toast } from "../../ui/toast.ts";
import { ConfirmAction } from "../parts/ConfirmAction.tsx";
import { type ProjectAction, runAction } from "./project-actions.ts";

export interface AskedProject {
  readonly action: ProjectAction;
  readonly project: ProjectSummary;
}

export function ProjectActionDialog(props: {
  asked: AskedProject;
  onClose: () => void;
  onDone: () => Promise<void>;
}) {
  const { action, project } = props.asked;
  const { name } = project;
  // The owner is one of the members.
  const others = project.member_count - 1;
  const text =
    action === "delete" && others > 0 ? "delete_textShared" : (`${action}_text` as const);
  const confirm = async (reason: string | undefined) => {
    await runAction(action, project.id, reason);
    toast({ tone: "good", text: t("done", { name, action: t(action) }) });
    await props.onDone();
  };
  return (
    <ConfirmAction
      onClose={props.onClose}
      title={t(`${action}_title`, { name })}
      text={t(text, { owner: project.owner.name, others })}
      undo={t(`${action}_undo`)}
      action={t(action)}
      danger={action === "delete"}
      reason="optional"
      stepUp={action === "delete"}
      onConfirm={confirm}
    />
  );
}
