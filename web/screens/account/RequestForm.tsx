import { createSignal, Show } from "solid-js";
import { type AccessRequest, createRequest } from "#contract/access-request";
import { me } from "../../app/session.ts";
import { call } from "../../client/call.ts";
import { t } from "../../i18n/requests.ts";
import { Button } from "../../ui/Button.tsx";
import { createAction } from "../../ui/create-action.ts";
import { ErrorState } from "../../ui/ErrorState.tsx";
import { Section } from "../../ui/Section.tsx";
import { Select } from "../../ui/Select.tsx";
import { TextArea } from "../../ui/TextArea.tsx";
import { TextField } from "../../ui/TextField.tsx";
import { toast } from "../../ui/toast.ts";
import { guardUnsaved } from "../../ui/unsaved.ts";

type Kind = AccessRequest["kind"];
const leastReason = 10;

export function RequestForm(props: { waiting: readonly Kind[]; onSent: () => void }) {
  const kinds = (): Kind[] => (me()?.role === "admin" ? ["budget"] : ["budget", "elevation"]);
  const [kind, setKind] = createSignal<Kind>("budget");
  const [amount, setAmount] = createSignal("");
  const [reason, setReason] = createSignal("");
  const length = () => reason().trim().length;
  guardUnsaved(() => reason() !== "" || amount() !== "");
  const send = createAction(async () => {
    const said = reason().trim();
    await call(createRequest, {
      json:
        kind() === "elevation"
          ? { kind: "elevation", reason: said }
          : {
              kind: "budget",
              reason: said,
              amount_micro_usd: Math.round(Number(amount()) * 1_000_000),
            },
    });
    setReason("");
    setAmount("");
    toast({ tone: "good", text: t("sent") });
    props.onSent();
  });
  return (
    <Section title={t("ask")} text={t("askText")}>
      <form
        class="flex max-w-lg flex-col items-start gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          void send.run();
        }}
      >
        <Select
          class="w-full"
          label={t("kind")}
          hint={props.waiting.includes(kind()) ? t("waiting") : t(`${kind()}Text`)}
          value={kind()}
          options={kinds().map((value) => ({ value, label: t(value) }))}
          onChange={setKind}
        />
        <Show when={kind() === "budget"}>
          <TextField
            class="w-full max-w-60"
            label={t("amount")}
            type="number"
            min={1}
            max={100_000}
            step={0.01}
            required
            value={amount()}
            onInput={setAmount}
          />
        </Show>
        <TextArea
          class="w-full"
          label={t("reason")}
          hint={t("reasonHint", { count: length() })}
          minlength={leastReason}
          maxlength={1000}
          required
          value={reason()}
          onInput={setReason}
        />
        <Show when={send.error()}>{(shown) => <ErrorState error={shown()} small />}</Show>
        <Button
          type="submit"
          kind="primary"
          busy={send.busy()}
          disabled={length() < leastReason || props.waiting.includes(kind())}
        >
          {t("send")}
        </Button>
      </form>
    </Section>
  );
}
