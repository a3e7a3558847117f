import { createStore } from "solid-js/store";
import { type ApiKeyInfo, updateApiKey } from "#contract/api-key";
import { call } from "../../client/call.ts";
import { t } from "../../i18n/keys.ts";
import { createAction } from "../../ui/create-action.ts";
import { Dialog } from "../../ui/Dialog.tsx";
import { DialogForm } from "../../ui/DialogForm.tsx";
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
      <DialogForm
        save={save}
        ready={form.name.trim() !== ""}
        submit={t("change")}
        onClose={props.onClose}
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
      </DialogForm>
    </Dialog>
  );
}
