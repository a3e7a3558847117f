import { createEffect, createSignal, type JSX, on, Show } from "solid-js";
import { type ApiError, toApiError } from "../client/error.ts";
import { t } from "../i18n/common.ts";
import { Button } from "./Button.tsx";
import { Dialog, DialogActions } from "./Dialog.tsx";
import { ErrorState } from "./ErrorState.tsx";
import { TextField } from "./TextField.tsx";

export interface ConfirmDialogProps {
  open: boolean;
  onClose: () => void;
  title: string;
  /** What it will do and to what. */
  description: string;
  action: string;
  danger?: boolean;
  /** What has to be typed before it can be confirmed: a name, an address. */
  typed?: string | undefined;
  /** Runs while the dialog stays; what it throws is shown there. */
  onConfirm: () => void | Promise<void>;
  children?: JSX.Element;
}

export function ConfirmDialog(props: ConfirmDialogProps) {
  const [busy, setBusy] = createSignal(false);
  const [error, setError] = createSignal<ApiError | null>(null);
  const [text, setText] = createSignal("");
  createEffect(on([() => props.open, () => props.typed], () => setText("")));
  const matches = () => props.typed === undefined || text().trim() === props.typed;
  const close = () => {
    setError(null);
    props.onClose();
  };
  const confirm = async () => {
    setBusy(true);
    setError(null);
    try {
      await props.onConfirm();
      close();
    } catch (cause) {
      setError(toApiError(cause));
    } finally {
      setBusy(false);
    }
  };
  return (
    <Dialog open={props.open} onClose={close} title={props.title} description={props.description}>
      <div class="flex flex-col gap-3">
        {props.children}
        <Show when={props.typed}>
          {(name) => (
            <TextField
              label={t("confirmName", { name: name() })}
              value={text()}
              onInput={setText}
              autocomplete="off"
              autocapitalize="off"
              spellcheck={false}
              autofocus
            />
          )}
        </Show>
        <Show when={error()}>{(shown) => <ErrorState error={shown()} small />}</Show>
      </div>
      <DialogActions>
        <Button onClick={close}>{t("cancel")}</Button>
        <Button
          kind={props.danger === true ? "danger" : "primary"}
          busy={busy()}
          disabled={!matches()}
          onClick={() => void confirm()}
        >
          {props.action}
        </Button>
      </DialogActions>
    </Dialog>
  );
}
