import { createSignal } from "solid-js";
import { inviteUser } from "#contract/admin-invitation";
import { call } from "../../client/call.ts";
import { t as parts } from "../../i18n/admin-parts.ts";
import { t as people } from "../../i18n/admin-people.ts";
import { t } from "../../i18n/admin-person-actions.ts";
import { language } from "../../i18n/language.ts";
import { createAction } from "../../ui/create-action.ts";
import { Dialog } from "../../ui/Dialog.tsx";
import { DialogForm } from "../../ui/DialogForm.tsx";
import { Select } from "../../ui/Select.tsx";
import { TextField } from "../../ui/TextField.tsx";
import type { Invitation } from "./PersonActionDialog.tsx";

/** Creates an account for somebody, who then chooses the password. */
export function InviteDialog(props: {
  onClose: () => void;
  onInvited: (invitation: Invitation) => void;
}) {
  const [name, setName] = createSignal("");
  const [email, setEmail] = createSignal("");
  const [role, setRole] = createSignal<"user" | "admin">("user");
  const [mailLanguage, setMailLanguage] = createSignal(language());
  const invite = createAction(async () => {
    const made = await call(inviteUser, {
      json: { name: name().trim(), email: email().trim(), role: role(), language: mailLanguage() },
    });
    props.onInvited({
      name: made.user.name,
      email: made.user.email,
      link: made.link,
      mailed: made.mailed,
    });
    props.onClose();
  });
  return (
    <Dialog open onClose={props.onClose} title={t("inviteTitle")} description={t("inviteText")}>
      <DialogForm
        save={invite}
        ready={name().trim() !== "" && email().trim() !== ""}
        submit={t("send")}
        onClose={props.onClose}
      >
        <TextField
          label={t("email")}
          type="email"
          value={email()}
          onInput={setEmail}
          autocomplete="off"
          maxlength={254}
          required
          autofocus
        />
        <TextField
          label={t("name")}
          value={name()}
          onInput={setName}
          autocomplete="off"
          maxlength={100}
          required
        />
        <div class="grid grid-cols-2 gap-4">
          <Select
            label={t("role")}
            value={role()}
            options={[
              { value: "user", label: people("role_user") },
              { value: "admin", label: people("role_admin") },
            ]}
            onChange={setRole}
          />
          <Select
            label={t("language")}
            value={mailLanguage()}
            options={[
              { value: "ja", label: "日本語" },
              { value: "en", label: "English" },
            ]}
            onChange={setMailLanguage}
          />
        </div>
        <p class="text-sm text-quiet">{parts("stepUp")}</p>
      </DialogForm>
    </Dialog>
  );
}
