import { useNavigate } from "@solidjs/router";
import { openContent } from "#contract/admin-content";
import { call } from "../../client/call.ts";
import { t } from "../../i18n/admin-content.ts";
import { ConfirmAction } from "../parts/ConfirmAction.tsx";

export interface AskedContent {
  readonly type: "PROJECT" | "SESSION";
  readonly id: string;
  readonly name: string;
  readonly owner: string;
}

/** Asks before what is somebody else's is opened, says who will know, and goes there. */
export function OpenContentDialog(props: { asked: AskedContent; onClose: () => void }) {
  const navigate = useNavigate();
  const { type, id, name, owner } = props.asked;
  const open = async (reason: string | undefined) => {
    const json = { resource_type: type, resource_id: id, reason: reason ?? "" };
    const leave = await call(openContent, { json });
    navigate(`/admin/content/${leave.id}`);
  };
  return (
    <ConfirmAction
      onClose={props.onClose}
      title={type === "PROJECT" ? t("title", { name }) : t("titleSession")}
      text={t("text", { owner })}
      undo={t("undo")}
      action={t("action")}
      danger
      reason="required"
      reasonHint={t("hint", { owner })}
      stepUp
      onConfirm={open}
    />
  );
}
