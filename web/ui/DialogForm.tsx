import { Show, type JSX } from "solid-js";
import { t } from "../i18n/common.ts";
import { Button } from "./Button.tsx";
import type { Action } from "./create-action.ts";
import { DialogActions } from "./Dialog.tsx";
import { ErrorState } from "./ErrorState.tsx";

/** What a dialog asks for: its fields, why saving failed, and the two ways out. */
export function DialogForm(props: {
  save: Pick<Action<readonly []>, "run" | "busy" | "error">;
  ready: boolean;
  /** What the button that acts says; "Save" without it. */
  submit?: string;
  onClose: () => void;
  children: JSX.Element;
}) {
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (props.ready) void props.save.run();
      }}
    >
      <div class="flex flex-col gap-4">
        {props.children}
        <Show when={props.save.error()}>{(error) => <ErrorState error={error()} small />}</Show>
      </div>
      <DialogActions>
        <Button onClick={() => props.onClose()}>{t("cancel")}</Button>
        <Button type="submit" kind="primary" busy={props.save.busy()} disabled={!props.ready}>
          {props.submit ?? t("save")}
        </Button>
      </DialogActions>
    </form>
  );
}
