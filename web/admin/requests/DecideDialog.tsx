import { createSignal, Show } from "solid-js";
import { type AccessRequest, approveRequest, rejectRequest } from "#contract/access-request";
import { call } from "../../client/call.ts";
import { t } from "../../i18n/admin-requests.ts";
import { money } from "../../i18n/format.ts";
import { TextArea } from "../../ui/TextArea.tsx";
import { TextField } from "../../ui/TextField.tsx";
import { toast } from "../../ui/toast.ts";
import { ConfirmAction } from "../parts/ConfirmAction.tsx";
import { fromTyped, toTyped } from "../people/limit-units.ts";

const budget = "monthly_budget_micro_usd";

export interface Decision {
  readonly request: AccessRequest;
  readonly approve: boolean;
}

/** Approves a request, a budget perhaps with another amount, or rejects it with a reason. */
export function DecideDialog(props: {
  decision: Decision;
  onClose: () => void;
  onDone: () => Promise<void>;
}) {
  const { request, approve } = props.decision;
  const names = { name: request.user.name, email: request.user.email };
  const asked = request.amount_micro_usd ?? 0;
  const [amount, setAmount] = createSignal(toTyped(budget, asked));
  const [note, setNote] = createSignal("");
  const param = { id: request.id };

  const onApprove = async () => {
    const chosen = fromTyped(budget, amount());
    await call(approveRequest, {
      param,
      json: {
        ...(note().trim() === "" ? {} : { note: note().trim() }),
        ...(request.kind === "budget" && chosen !== null ? { amount_micro_usd: chosen } : {}),
      },
    });
    toast({ tone: "good", text: t("approved", names) });
    await props.onDone();
  };
  const onReject = async (reason: string | undefined) => {
    await call(rejectRequest, { param, json: { note: reason ?? "" } });
    toast({ tone: "good", text: t("rejected", names) });
    await props.onDone();
  };

  return (
    <Show
      when={approve}
      fallback={
        <ConfirmAction
          onClose={props.onClose}
          title={t("rejectTitle", names)}
          text={t("rejectText", names)}
          undo={t("rejectUndo")}
          action={t("reject")}
          danger
          reason="required"
          reasonHint={t("noteHint")}
          onConfirm={onReject}
        />
      }
    >
      <ConfirmAction
        onClose={props.onClose}
        title={t(`approveTitle_${request.kind}`, names)}
        text={t(`approveText_${request.kind}`, { ...names, amount: money(asked) })}
        undo={t(`approveUndo_${request.kind}`)}
        action={t("approve")}
        stepUp
        disabled={request.kind === "budget" && fromTyped(budget, amount()) === null}
        onConfirm={onApprove}
      >
        <p class="rounded-md border border-line bg-sunken px-3 py-2 text-sm wrap-anywhere whitespace-pre-line">
          {request.reason}
        </p>
        <Show when={request.kind === "budget"}>
          <TextField
            label={t("amount")}
            inputmode="decimal"
            autocomplete="off"
            value={amount()}
            onInput={setAmount}
            error={fromTyped(budget, amount()) === null ? t("amountInvalid") : undefined}
          />
        </Show>
        <TextArea
          label={t("note")}
          hint={t("noteHint")}
          value={note()}
          onInput={setNote}
          rows={2}
          maxlength={1000}
        />
      </ConfirmAction>
    </Show>
  );
}
