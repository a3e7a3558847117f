import type { AnySession } from "#contract/admin-session";
import { t } from "../../i18n/admin-sessions.ts";
import { toast } from "../../ui/toast.ts";
import { ConfirmAction } from "../parts/ConfirmAction.tsx";
import { runAction, type SessionAction } from "./session-actions.ts";

export interface AskedSession {
  readonly action: SessionAction;
  readonly session: AnySession;
}

export function SessionActionDialog(props: {
  asked: AskedSession;
  onClose: () => void;
  onDone: () => Promise<void>;
}) {
  const { action, session } = props.asked;
  const { name } = session.user;
  const confirm = async (reason: string | undefined) => {
    await runAction(action, session.id, reason);
    toast({ tone: "good", text: t("done", { action: t(action) }) });
    await props.onDone();
  };
  return (
    <ConfirmAction
      onClose={props.onClose}
      title={t(`${action}_title`)}
      text={t(`${action}_text`, { name })}
      undo={t(`${action}_undo`, { name })}
      action={t(action)}
      danger={action !== "restore"}
      reason="optional"
      stepUp={action === "delete"}
      onConfirm={confirm}
    />
  );
}
