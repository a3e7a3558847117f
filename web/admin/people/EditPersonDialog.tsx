import { createSignal } from "solid-js";
import { updateUser, type UserDetail } from "#contract/admin-user";
import { call } from "../../client/call.ts";
import { t } from "../../i18n/admin-people.ts";
import { createAction } from "../../ui/create-action.ts";
import { Dialog } from "../../ui/Dialog.tsx";
import { DialogForm } from "../../ui/DialogForm.tsx";
import { Select } from "../../ui/Select.tsx";
import { TextField } from "../../ui/TextField.tsx";
import { toast } from "../../ui/toast.ts";

export function EditPersonDialog(props: {
  person: UserDetail;
  onClose: () => void;
  onChanged: () => Promise<void>;
}) {
  // Details are read anew while this is open: what is corrected is what was shown.
  const read = { name: props.person.name, language: props.person.language };
  const [name, setName] = createSignal(props.person.name);
  const [language, setLanguage] = createSignal<"ja" | "en" | "">(props.person.language ?? "");
  const save = createAction(async () => {
    const chosen = language();
    await call(updateUser, {
      param: { id: props.person.id },
      json: {
        name: name().trim(),
        ...(chosen === "" ? {} : { language: chosen }),
        shown: read,
      },
    });
    toast({ tone: "good", text: t("saved") });
    await props.onChanged();
    props.onClose();
  });
  return (
    <Dialog open onClose={props.onClose} title={t("edit")} description={props.person.email}>
      <DialogForm save={save} ready={name().trim() !== ""} onClose={props.onClose}>
        <TextField
          label={t("name")}
          value={name()}
          onInput={setName}
          maxlength={100}
          required
          autofocus
        />
        <Select
          label={t("language")}
          value={language()}
          options={[
            // Once chosen, only the person can give the choice up again.
            ...(props.person.language === null
              ? [{ value: "" as const, label: t("language_none") }]
              : []),
            { value: "ja" as const, label: "日本語" },
            { value: "en" as const, label: "English" },
          ]}
          onChange={setLanguage}
        />
      </DialogForm>
    </Dialog>
  );
}
