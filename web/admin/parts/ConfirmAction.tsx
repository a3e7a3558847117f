import RotateCcw from "lucide-solid/icons/rotate-ccw";
import ShieldCheck from "lucide-solid/icons/shield-check";
import { createSignal, type JSX, Show } from "solid-js";
import { t } from "../../i18n/admin-parts.ts";
import { t as common } from "../../i18n/common.ts";
import { Button } from "../../ui/Button.tsx";
import { createAction } from "../../ui/create-action.ts";
import { Dialog, DialogActions } from "../../ui/Dialog.tsx";
import { ErrorState } from "../../ui/ErrorState.tsx";
import { TextArea } from "../../ui/TextArea.tsx";
import { TextField } from "../../ui/TextField.tsx";

export interface ConfirmActionProps {
  onClose: () => void;
  title: string;
  /** What it will do, and to whom or to how many. */
  text: string;
  /** How it is taken back. */
  undo?: string | undefined;
  action: string;
  danger?: boolean;
  /** A text to type before it can be done. */
  typed?: string | undefined;
  reason?: "required" | "optional" | undefined;
  /** Where the reason is read; by default it is only recorded. */
  reasonHint?: string | undefined;
  /** The server will ask for the second factor. */
  stepUp?: boolean;
  disabled?: boolean;
  /** Runs while the dialog stays; what it throws is shown there. */
  onConfirm: (reason: string | undefined) => Promise<void>;
  children?: JSX.Element;
}

/** As an input method may write it: `１０` is 10. */
const plain = (text: string): string => text.normalize("NFKC").trim();

/** Asks before something that is hard to take back. Mounted while it is asked. */
export function ConfirmAction(props: ConfirmActionProps) {
  const [reason, setReason] = createSignal("");
  const [typed, setTyped] = createSignal("");
  const given = () => (reason().trim() === "" ? undefined : reason().trim());
  const run = createAction(async () => {
    await props.onConfirm(given());
    props.onClose();
  });
  const ready = () =>
    props.disabled !== true &&
    (props.reason !== "required" || given() !== undefined) &&
    (props.typed === undefined || plain(typed()) === plain(props.typed));
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    if (ready()) void run.run();
  };
  return (
    <Dialog open onClose={props.onClose} title={props.title} description={props.text}>
      <form onSubmit={submit}>
        <div class="flex flex-col gap-4">
          {props.children}
          <Show when={props.reason}>
            {(how) => (
              <TextArea
                label={how() === "required" ? t("reason") : t("reasonOptional")}
                hint={props.reasonHint ?? t("reasonHint")}
                value={reason()}
                onInput={setReason}
                rows={2}
                maxlength={500}
                required={how() === "required"}
              />
            )}
          </Show>
          <Show when={props.typed}>
            {(text) => (
              <TextField
                label={t("typed", { text: text() })}
                value={typed()}
                onInput={setTyped}
                autocomplete="off"
                autocapitalize="off"
                spellcheck={false}
                required
              />
            )}
          </Show>
          <Show when={props.undo}>
            {(how) => (
              <p class="flex gap-2 text-sm text-quiet">
                <RotateCcw size={15} class="mt-0.5 shrink-0" aria-hidden="true" />
                {t("undo", { how: how() })}
              </p>
            )}
          </Show>
          <Show when={props.stepUp}>
            <p class="flex gap-2 text-sm text-quiet">
              <ShieldCheck size={15} class="mt-0.5 shrink-0" aria-hidden="true" />
              {t("stepUp")}
            </p>
          </Show>
          <Show when={run.error()}>{(shown) => <ErrorState error={shown()} small />}</Show>
        </div>
        <DialogActions>
          <Button onClick={() => props.onClose()}>{common("cancel")}</Button>
          <Button
            type="submit"
            kind={props.danger === true ? "danger" : "primary"}
            busy={run.busy()}
            disabled={!ready()}
          >
            {props.action}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
