import { createSignal, Match, Switch } from "solid-js";
import { type UserSummary } from "#contract/admin-user";
import { quickStopHours } from "#contract/admin-user-state";
import { t } from "../../i18n/admin-person-actions.ts";
import { Checkbox } from "../../ui/Checkbox.tsx";
import { Select } from "../../ui/Select.tsx";
import { toast } from "../../ui/toast.ts";
import { ConfirmAction } from "../parts/ConfirmAction.tsx";
import { isForADay } from "../parts/lasting.ts";
import { type PersonAction, runAction } from "./person-actions.ts";

export interface AskedAction {
  readonly action: PersonAction;
  readonly person: Pick<UserSummary, "id" | "name" | "email" | "role" | "status">;
}

export interface Invitation {
  readonly name: string;
  readonly email: string;
  readonly link: string;
  readonly mailed: boolean;
}

const hourChoices = ["1", "24", "72", "168", "720"] as const;

/** Asks for one action on one person: what it does, what it needs, how it is undone. */
export function PersonActionDialog(props: {
  asked: AskedAction;
  onClose: () => void;
  onDone: () => Promise<void>;
  onInvited: (invitation: Invitation) => void;
}) {
  const { action, person } = props.asked;
  const [hours, setHours] = createSignal<(typeof hourChoices)[number]>("24");
  const [atOnce, setAtOnce] = createSignal(false);
  const isLong = () => action.name === "suspend" && Number(hours()) > quickStopHours;
  const reasonHint = () => {
    // A guest reads no reasons, and who was only invited is nowhere to read one.
    const reads = person.role !== "guest" && person.status !== "invited";
    if (action.told !== true || !reads) return "untoldReasonHint";
    return action.name === "stop" ? "stopReasonHint" : "toldReasonHint";
  };
  const names = { name: person.name, email: person.email };

  const confirm = async (reason: string | undefined) => {
    const invitation = await runAction(action.name, person.id, {
      reason,
      hours: Number(hours()),
      email: person.email,
      atOnce: atOnce(),
    });
    toast({ tone: "good", text: t("done", { ...names, action: t(action.name) }) });
    try {
      await props.onDone();
    } finally {
      // Shown only once, so whatever became of the list; and never over the question it answers.
      if (invitation !== null) {
        props.onClose();
        props.onInvited({ ...names, ...invitation });
      }
    }
  };

  return (
    <ConfirmAction
      onClose={props.onClose}
      title={t(`${action.name}_title`, names)}
      text={t(`${action.name}_text`, names)}
      undo={atOnce() ? t("delete_never") : t(`${action.name}_undo`)}
      action={t(action.name)}
      danger={action.danger === true}
      reason={action.reason}
      reasonHint={t(reasonHint())}
      typed={action.name === "delete" ? person.email : undefined}
      stepUp={action.stepUp || isLong()}
      onConfirm={confirm}
    >
      <Switch>
        <Match when={action.name === "suspend"}>
          <Select
            label={t("hours")}
            value={hours()}
            options={hourChoices.map((value) => ({ value, label: t(`hours_${value}`) }))}
            onChange={setHours}
          />
        </Match>
        <Match when={action.name === "delete" && person.role === "admin"}>
          <p class="text-sm">{t("adminStays")}</p>
        </Match>
        <Match when={action.name === "delete"}>
          <Checkbox
            label={t("atOnce")}
            hint={t("atOnceText")}
            checked={atOnce()}
            disabled={isForADay()}
            onChange={setAtOnce}
          />
        </Match>
      </Switch>
    </ConfirmAction>
  );
}
