import { createSignal, type JSX, Show } from "solid-js";
import { type ApiError, toApiError } from "../client/error.ts";
import { t } from "../i18n/common.ts";
import { Button } from "./Button.tsx";
import { Dialog, DialogActions } from "./Dialog.tsx";
import { ErrorState } from "./ErrorState.tsx";

export interface ConfirmDialogProps {
  open: boolean;
  onClose: () => void;
  title: string;
  /** What it will do and to what. */
  description: string;
  action: string;
  danger?: boolean;
  /** Runs while the dialog stays; what it throws is shown there. */
  onConfirm: () => void | Promise<void>;
  children?: JSX.Element;
}

export function ConfirmDialog(props: ConfirmDialogProps) {
  const [busy, setBusy] = createSignal(false);
  const [error, setError] = createSignal<ApiError | null>(null);
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
        <Show when={error()}>{(shown) => <ErrorState error={shown()} small />}</Show>
      </div>
      <DialogActions>
        <Button onClick={close}>{t("cancel")}</Button>
        <Button
          kind={props.danger === true ? "danger" : "primary"}
          busy={busy()}
          onClick={() => void confirm()}
        >
          {props.action}
        </Button>
      </DialogActions>
    </Dialog>
  );
}
