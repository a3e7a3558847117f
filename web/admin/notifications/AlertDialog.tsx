import { createResource, createSignal, For, Show } from "solid-js";
import { type Alert, createAlert, Operator, updateAlert } from "#contract/admin-alert";
import { listChannels } from "#contract/admin-alert-channel";
import { alertConditions, conditionTypes } from "#contract/alert-condition";
import { destinationsOf, isHeard } from "#contract/alert-destinations";
import { call } from "../../client/call.ts";
import { t } from "../../i18n/admin-alerts.ts";
import { t as common } from "../../i18n/common.ts";
import { Checkbox } from "../../ui/Checkbox.tsx";
import { createAction } from "../../ui/create-action.ts";
import { Dialog } from "../../ui/Dialog.tsx";
import { DialogForm } from "../../ui/DialogForm.tsx";
import { Select } from "../../ui/Select.tsx";
import { TextField } from "../../ui/TextField.tsx";
import { toast } from "../../ui/toast.ts";
import {
  type AlertDraft,
  draftOf,
  isAmount,
  isWhole,
  toInput,
  usualOf,
  windowBounds,
  windowMinutes,
  windowStep,
} from "./alert-draft.ts";
import { amountText, everyText, unitName } from "./alert-words.ts";
import { UnheardNote } from "./Destinations.tsx";
import { NowValue } from "./NowValue.tsx";

/** What is watched, from which value on, and who is told. */
export function AlertDialog(props: {
  from: Alert | null;
  onClose: () => void;
  onDone: () => Promise<void>;
}) {
  const from = props.from;
  const [draft, setDraft] = createSignal(draftOf(from));
  const set = (patch: Partial<AlertDraft>) => setDraft({ ...draft(), ...patch });
  const save = createAction(async () => {
    const json = toInput(draft());
    if (json === null) return;
    const saved = await (from === null
      ? call(createAlert, { json })
      : call(updateAlert, { param: { id: from.id }, json, readAt: from.updated_at }));
    const heard = isHeard(saved.destinations);
    toast({
      tone: heard ? "good" : "warn",
      text: t(heard ? "saved" : "savedUnheard", { name: json.name }),
    });
    await props.onDone();
    props.onClose();
  });
  return (
    <Dialog
      open
      wide
      onClose={props.onClose}
      title={from === null ? t("createTitle") : t("editTitle", { name: from.name })}
    >
      <DialogForm
        save={save}
        ready={toInput(draft()) !== null}
        submit={from === null ? t("create") : common("save")}
        onClose={props.onClose}
      >
        <div class="grid gap-6 lg:grid-cols-2">
          <div class="flex min-w-0 flex-col gap-3">
            <TextField
              label={t("name")}
              value={draft().name}
              onInput={(name) => set({ name })}
              maxlength={100}
              required
              autofocus
            />
            <Condition draft={draft()} onChange={set} />
          </div>
          <div class="flex min-w-0 flex-col gap-3">
            <Patience draft={draft()} onChange={set} />
            <Channels chosen={draft().channels} onChange={(channels) => set({ channels })} />
            <Checkbox
              label={t("active")}
              checked={draft().isEnabled}
              onChange={(isEnabled) => set({ isEnabled })}
            />
          </div>
        </div>
      </DialogForm>
    </Dialog>
  );
}

interface Part {
  draft: AlertDraft;
  onChange: (patch: Partial<AlertDraft>) => void;
}

function Condition(props: Part) {
  const condition = () => props.draft.condition;
  const range = () => amountText(props.draft.unit, props.draft.operator);
  return (
    <>
      <Select
        label={t("condition")}
        hint={`${t(`${condition()}_text`)} ${everyText(condition())}${t("stop")}`}
        value={condition()}
        options={conditionTypes.map((value) => ({ value, label: t(value) }))}
        onChange={(value) => props.onChange(usualOf(value))}
      />
      <div class="grid grid-cols-2 gap-3">
        <Select
          label={t("operator")}
          value={props.draft.operator}
          options={Operator.options.map((value) => ({ value, label: t(value) }))}
          onChange={(operator) => props.onChange({ operator })}
        />
        <TextField
          label={t("threshold")}
          inputmode="decimal"
          autocomplete="off"
          value={props.draft.value}
          onInput={(value) => props.onChange({ value })}
          hint={range()}
          error={isAmount(props.draft) ? undefined : t("wrongAmount", { range: range() })}
          required
        />
        <Select
          label={t("unit")}
          value={props.draft.unit}
          options={alertConditions[condition()].units.map((value) => ({
            value: value as string,
            label: unitName(value),
          }))}
          onChange={(unit) => props.onChange({ unit })}
        />
        <Show when={windowStep(condition()) > 0}>
          <TextField
            label={windowStep(condition()) === 1 ? t("window") : t("windowDays")}
            inputmode="numeric"
            autocomplete="off"
            value={props.draft.window}
            onInput={(window) => props.onChange({ window })}
            error={
              windowMinutes(props.draft) === null
                ? t("wrongWindow", windowBounds(condition()))
                : undefined
            }
            required
          />
        </Show>
      </div>
      <NowValue
        condition={condition()}
        unit={props.draft.unit}
        windowMinutes={windowMinutes(props.draft)}
      />
    </>
  );
}

const wrong = (minutes: string) => (isWhole(minutes) ? undefined : t("wrongMinutes"));

function Patience(props: Part) {
  return (
    <>
      <div class="grid grid-cols-2 gap-3">
        <TextField
          label={t("pendingMinutes")}
          hint={t("pendingHint")}
          inputmode="numeric"
          value={props.draft.pending}
          onInput={(pending) => props.onChange({ pending })}
          error={wrong(props.draft.pending)}
          required
        />
        <TextField
          label={t("keepMinutes")}
          hint={t("keepHint")}
          inputmode="numeric"
          value={props.draft.keep}
          onInput={(keep) => props.onChange({ keep })}
          error={wrong(props.draft.keep)}
          required
        />
      </div>
      <TextField
        label={t("cooldown")}
        hint={t("cooldownHint")}
        inputmode="numeric"
        value={props.draft.cooldown}
        onInput={(cooldown) => props.onChange({ cooldown })}
        error={wrong(props.draft.cooldown)}
        required
      />
    </>
  );
}

const kinds = ["EMAIL", "IN_APP", "SLACK", "WEBHOOK"] as const;

function Channels(props: {
  chosen: readonly string[];
  onChange: (channels: readonly string[]) => void;
}) {
  const [channels] = createResource(() => call(listChannels));
  const read = () => (channels.state === "ready" ? channels() : undefined);
  const choices = () => {
    const found = read()?.items ?? [];
    // "All of a kind" is a choice where there is one of it, or where it is chosen already.
    const offered = kinds.filter(
      (kind) =>
        kind === "EMAIL" ||
        kind === "IN_APP" ||
        props.chosen.includes(kind) ||
        found.some((one) => one.kind === kind),
    );
    return [
      ...offered.map((kind) => ({ value: kind as string, label: t(kind) })),
      ...found.map((one) => ({ value: one.id, label: `${one.name} (${t(`kind_${one.kind}`)})` })),
    ];
  };
  return (
    <fieldset class="flex flex-col gap-1">
      <legend class="mb-1 text-sm font-medium">{t("channels")}</legend>
      <For each={choices()}>
        {(choice) => (
          <Checkbox
            label={choice.label}
            checked={props.chosen.includes(choice.value)}
            onChange={(on) =>
              props.onChange(
                on
                  ? [...props.chosen, choice.value]
                  : props.chosen.filter((one) => one !== choice.value),
              )
            }
          />
        )}
      </For>
      <p class="text-sm text-quiet">{t("channelsHint")}</p>
      <Show when={read()}>
        {(found) => (
          <UnheardNote
            destinations={destinationsOf(props.chosen, found().items, found().sends_mail)}
          />
        )}
      </Show>
    </fieldset>
  );
}
