import { type AnyLogin, terminateLogin, terminateLoginsOf } from "#contract/admin-security";
import { call } from "../../client/call.ts";
import { t } from "../../i18n/admin-security.ts";
import { count } from "../../i18n/format.ts";
import { toast } from "../../ui/toast.ts";
import { ConfirmAction } from "../parts/ConfirmAction.tsx";
import { deviceText } from "./login-words.tsx";

/** Asks before one sign-in is forced out (SA-036). */
export function TerminateDialog(props: {
  login: AnyLogin;
  onClose: () => void;
  onDone: () => Promise<void>;
}) {
  const name = () => props.login.user.name;
  const confirm = async (note: string | undefined) => {
    const json = note === undefined ? {} : { note };
    const { ended } = await call(terminateLogin, { param: { id: props.login.id }, json });
    toast({ tone: "good", text: ended > 0 ? t("terminated", { name: name() }) : t("wasOver") });
    await props.onDone();
  };
  return (
    <ConfirmAction
      onClose={props.onClose}
      title={t("terminateTitle", { name: name() })}
      text={t("terminateText", {
        device: deviceText(props.login.device_info),
        ip: props.login.ip_address ?? t("unknown"),
      })}
      undo={t("terminateUndo")}
      action={t("terminate")}
      danger
      reason="optional"
      onConfirm={confirm}
    />
  );
}

/** Asks before all of a person's sign-ins are; one's own stays. */
export function TerminateAllDialog(props: {
  user: { readonly id: string; readonly name: string };
  /** How many that are. */
  count: number;
  /** One of them is the reader's own. */
  own: boolean;
  onClose: () => void;
  onDone: () => Promise<void>;
}) {
  const confirm = async (note: string | undefined) => {
    const json = note === undefined ? {} : { note };
    const param = { user_id: props.user.id };
    const { ended } = await call(terminateLoginsOf, { param, json });
    toast({ tone: "good", text: t("terminatedAll", { count: count(ended) }) });
    await props.onDone();
  };
  const text = () => t("terminateAllText", { count: props.count });
  return (
    <ConfirmAction
      onClose={props.onClose}
      title={t("terminateAllTitle", { name: props.user.name })}
      text={props.own ? `${text()} ${t("terminateAllOwn")}` : text()}
      undo={t("terminateUndo")}
      action={t("terminateAll")}
      danger
      reason="optional"
      onConfirm={confirm}
    />
  );
}
