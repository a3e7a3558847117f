import { createSignal, For, Show } from "solid-js";
import { hasZero, type ModelPrice, setPrice } from "#contract/admin-price";
import { call } from "../../client/call.ts";
import { t as parts } from "../../i18n/admin-parts.ts";
import { t } from "../../i18n/admin-prices.ts";
import { Checkbox } from "../../ui/Checkbox.tsx";
import { createAction } from "../../ui/create-action.ts";
import { Dialog } from "../../ui/Dialog.tsx";
import { DialogForm } from "../../ui/DialogForm.tsx";
import { TextField } from "../../ui/TextField.tsx";
import { toast } from "../../ui/toast.ts";
import { type Amount, amounts, dayOf, microOf, ratesOf, startOf, typedOf } from "./price-rows.ts";

export interface PriceDraft {
  /** What stands in the fields at first. */
  readonly like: ModelPrice | null;
  /** Model and date stay: this row, with other amounts. */
  readonly correct: boolean;
}

export function PriceDialog(props: {
  draft: PriceDraft;
  onClose: () => void;
  onDone: () => Promise<void>;
}) {
  const { like, correct } = props.draft;
  const [model, setModel] = createSignal(like?.model ?? "");
  const [date, setDate] = createSignal(dayOf(correct && like ? like.effective_from : Date.now()));
  const [over, setOver] = createSignal(String(like?.prompt_over ?? 0));
  const [typed, setTyped] = createSignal(
    Object.fromEntries(
      amounts.map((amount) => [amount, like === null ? "" : typedOf(like[amount])]),
    ) as Record<Amount, string>,
  );
  const filled = (): Record<Amount, number> | null => {
    const values = amounts.map((amount) => [amount, microOf(typed()[amount])] as const);
    return values.every(([, value]) => value !== null)
      ? (Object.fromEntries(values) as Record<Amount, number>)
      : null;
  };
  const [meant, setMeant] = createSignal(false);
  const zero = () => {
    const prices = filled();
    return prices !== null && hasZero(prices);
  };
  const save = createAction(async () => {
    const prices = filled();
    if (prices === null) return;
    const effective_from = correct && like ? like.effective_from : startOf(date());
    const identity = { model: model().trim(), effective_from, prompt_over: Number(over()) };
    // A new row goes over none that is there.
    const shown = correct && like ? ratesOf(like) : null;
    await call(setPrice, { json: { ...identity, ...prices, allow_zero: meant(), shown } });
    toast({ tone: "good", text: t("saved", { model: identity.model }) });
    await props.onDone();
    props.onClose();
  });
  const ready = () =>
    filled() !== null &&
    (meant() || !zero()) &&
    model().trim() !== "" &&
    date() !== "" &&
    /^\d{1,9}$/.test(over());

  return (
    <Dialog
      open
      onClose={props.onClose}
      title={correct ? t("correctTitle", { model: model() }) : t("addTitle")}
      description={t("dialogText")}
    >
      <DialogForm save={save} ready={ready()} onClose={props.onClose}>
        <Show when={!correct}>
          <TextField
            label={t("model")}
            hint={t("modelHint")}
            value={model()}
            onInput={setModel}
            pattern="[\w.:@\/\-]+\*?"
            maxlength={100}
            autocomplete="off"
            autocapitalize="off"
            spellcheck={false}
            required
            autofocus
            class="[&_input]:font-mono"
          />
          <TextField type="date" label={t("dateLabel")} value={date()} onInput={setDate} required />
          <TextField
            label={t("promptLabel")}
            inputmode="numeric"
            value={over()}
            onInput={setOver}
            pattern="[0-9]{1,9}"
            required
          />
        </Show>
        <div class="grid grid-cols-2 items-end gap-3">
          <For each={amounts}>
            {(amount, at) => (
              <TextField
                label={t("amount", { name: t(amount) })}
                inputmode="decimal"
                autocomplete="off"
                autofocus={correct && at() === 0}
                value={typed()[amount]}
                onInput={(text) => {
                  setTyped({ ...typed(), [amount]: text });
                  setMeant(false);
                }}
                error={
                  typed()[amount] !== "" && microOf(typed()[amount]) === null
                    ? t("invalid")
                    : undefined
                }
                required
              />
            )}
          </For>
        </div>
        <Show when={zero()}>
          <Checkbox label={t("zeroMeant")} checked={meant()} onChange={setMeant} />
        </Show>
        <p class="text-sm text-quiet">{parts("stepUp")}</p>
      </DialogForm>
    </Dialog>
  );
}
