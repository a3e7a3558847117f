import { createEffect, createSignal, on, Show } from "solid-js";
import { type ApiError, toApiError } from "../client/error.ts";
import { t } from "../i18n/common.ts";
import { Button } from "./Button.tsx";
import { Dialog, DialogActions } from "./Dialog.tsx";
import { ErrorState } from "./ErrorState.tsx";
import { TextField } from "./TextField.tsx";

export interface NameDialogProps {
  open: boolean;
  onClose: () => void;
  title: string;
  action: string;
  /** What stands there at first. */
  initial?: string;
  hint?: string;
  label?: string;
  maxLength?: number;
  /** Runs while the dialog stays; what it throws is shown there. */
  onSubmit: (name: string) => Promise<void>;
}

/** Asks for one name. */
export function NameDialog(props: NameDialogProps) {
  const [name, setName] = createSignal("");
  const [busy, setBusy] = createSignal(false);
  const [error, setError] = createSignal<ApiError | null>(null);

  createEffect(
    on(
      () => props.open,
      (open) => {
        if (!open) return;
        setName(props.initial ?? "");
        setError(null);
      },
    ),
  );

  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    setBusy(true);
    setError(null);
    try {
      await props.onSubmit(name().trim());
      props.onClose();
    } catch (cause) {
      setError(toApiError(cause));
    } finally {
      setBusy(false);
    }
  };

  return (
    <Dialog open={props.open} onClose={props.onClose} title={props.title}>
      <form onSubmit={(event) => void submit(event)}>
        <div class="flex flex-col gap-3">
          <TextField
            label={props.label ?? t("name")}
            value={name()}
            onInput={setName}
            hint={props.hint}
            maxlength={props.maxLength ?? 100}
            required
            autofocus
          />
          <Show when={error()}>{(shown) => <ErrorState error={shown()} small />}</Show>
        </div>
        <DialogActions>
          <Button onClick={() => props.onClose()}>{t("cancel")}</Button>
          <Button type="submit" kind="primary" busy={busy()} disabled={name().trim() === ""}>
            {props.action}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
