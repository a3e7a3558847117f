import { createStore } from "solid-js/store";
import { Show } from "solid-js";
import { type ApiKeyInfo, updateApiKey } from "#contract/api-key";
import { call } from "../../client/call.ts";
import { t as common } from "../../i18n/common.ts";
import { t } from "../../i18n/keys.ts";
import { Button } from "../../ui/Button.tsx";
import { createAction } from "../../ui/create-action.ts";
import { Dialog, DialogActions } from "../../ui/Dialog.tsx";
import { ErrorState } from "../../ui/ErrorState.tsx";
import { TextField } from "../../ui/TextField.tsx";
import { toast } from "../../ui/toast.ts";
import { KeyLimitFields } from "./KeyLimitFields.tsx";
import { limitsChange, typedLimits } from "./key-input.ts";

/** Changes a key's name and its own limits; the rest stays as it was made. */
export function EditKeyDialog(props: {
  apiKey: ApiKeyInfo;
  onClose: () => void;
  onChanged: () => void;
}) {
  const { id, name, limits } = props.apiKey;
  const [form, setForm] = createStore({ name, ...typedLimits(limits) });
  const save = createAction(async () => {
    const json = { name: form.name.trim(), limits: limitsChange(limits, form) };
    await call(updateApiKey, { param: { id }, json });
    toast({ tone: "good", text: t("changed", { name: json.name }) });
    props.onChanged();
    props.onClose();
  });
  return (
    <Dialog open onClose={() => props.onClose()} title={t("changeTitle", { name })}>
      <form
        class="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          void save.run();
        }}
      >
        <TextField
          label={t("name")}
          maxlength={60}
          required
          autofocus
          value={form.name}
          onInput={(value) => setForm("name", value)}
        />
        <KeyLimitFields form={form} onInput={(field, value) => setForm(field, value)} />
        <Show when={save.error()}>{(shown) => <ErrorState error={shown()} small />}</Show>
        <DialogActions>
          <Button onClick={() => props.onClose()}>{common("cancel")}</Button>
          <Button
            type="submit"
            kind="primary"
            busy={save.busy()}
            disabled={form.name.trim() === ""}
          >
            {t("change")}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
