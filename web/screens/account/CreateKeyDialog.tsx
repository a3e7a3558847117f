import { createStore } from "solid-js/store";
import { createSignal, For, Show } from "solid-js";
import { createApiKey } from "#contract/api-key";
import type { KeyScope } from "#contract/endpoint";
import { me } from "../../app/session.ts";
import { call } from "../../client/call.ts";
import { t } from "../../i18n/keys.ts";
import { Button } from "../../ui/Button.tsx";
import { Checkbox } from "../../ui/Checkbox.tsx";
import { CopyValue } from "../../ui/CopyValue.tsx";
import { createAction } from "../../ui/create-action.ts";
import { Dialog } from "../../ui/Dialog.tsx";
import { DialogForm } from "../../ui/DialogForm.tsx";
import { askBeforeLeaving, takeFocus } from "../../ui/leave-guard.ts";
import { Select } from "../../ui/Select.tsx";
import { TextArea } from "../../ui/TextArea.tsx";
import { TextField } from "../../ui/TextField.tsx";
import { KeyLimitFields } from "./KeyLimitFields.tsx";
import { keyInput, type KeyForm } from "./key-input.ts";

/** Says what a key may and for how long, then shows its secret once (U-053). */
export function CreateKeyDialog(props: {
  maxDays: number;
  onClose: () => void;
  onCreated: () => void;
}) {
  const [form, setForm] = createStore<KeyForm>({
    name: "",
    permissions: ["read"],
    days: String(Math.min(90, props.maxDays)),
    addresses: "",
    calls: "",
    budget: "",
  });
  const [secret, setSecret] = createSignal<string | null>(null);
  const create = createAction(async () => {
    const made = await call(createApiKey, { json: keyInput(form) });
    props.onCreated();
    setSecret(made.api_key);
  });
  const scopes = (): KeyScope[] =>
    me()?.role === "admin" ? ["read", "write", "admin"] : ["read", "write"];
  const days = () =>
    [...new Set([7, 30, 90, 180, 365, props.maxDays])]
      .filter((count) => count <= props.maxDays)
      .toSorted((a, b) => a - b)
      .map((count) => ({ value: String(count), label: t("days", { count }) }));
  const choose = (scope: KeyScope, chosen: boolean) =>
    setForm("permissions", (now) =>
      chosen ? [...now, scope] : now.filter((one) => one !== scope),
    );

  return (
    <Dialog
      open
      onClose={() => props.onClose()}
      title={secret() === null ? t("create") : t("secretTitle")}
    >
      <Show
        when={secret()}
        fallback={
          <DialogForm
            save={create}
            ready={form.name.trim() !== "" && form.permissions.length > 0}
            submit={t("create")}
            onClose={props.onClose}
          >
            <TextField
              label={t("name")}
              hint={t("nameHint")}
              maxlength={60}
              required
              autofocus
              value={form.name}
              onInput={(value) => setForm("name", value)}
            />
            <fieldset class="flex flex-col gap-2">
              <legend class="mb-1 text-sm font-medium">{t("scopes")}</legend>
              <For each={scopes()}>
                {(scope) => (
                  <Checkbox
                    label={t(`scope_${scope}`)}
                    hint={t(`scope_${scope}_text`)}
                    checked={form.permissions.includes(scope)}
                    onChange={(chosen) => choose(scope, chosen)}
                  />
                )}
              </For>
              <Show when={form.permissions.length === 0}>
                <p class="text-sm text-bad">{t("pickScope")}</p>
              </Show>
            </fieldset>
            <Select
              label={t("expiry")}
              value={form.days}
              options={days()}
              onChange={(value) => setForm("days", value)}
            />
            <TextArea
              label={t("addresses")}
              hint={t("addressesHint")}
              class="[&_textarea]:font-mono"
              rows={2}
              value={form.addresses}
              onInput={(value) => setForm("addresses", value)}
            />
            <KeyLimitFields form={form} onInput={(field, value) => setForm(field, value)} />
          </DialogForm>
        }
      >
        {(shown) => <Secret value={shown()} onDone={() => props.onClose()} />}
      </Show>
    </Dialog>
  );
}

function Secret(props: { value: string; onDone: () => void }) {
  const [kept, setKept] = createSignal(false);
  const unkept = { text: t("unkept"), leave: t("leaveUnkept"), stay: t("backToKey") };
  askBeforeLeaving(() => (kept() ? null : unkept));
  const example = () => `curl -H "X-API-Key: $ENGAWA_API_KEY" ${location.origin}/api/v1/sessions`;
  return (
    <div class="flex flex-col gap-4">
      <p ref={takeFocus} tabIndex={-1}>
        {t("secretText")}
      </p>
      <CopyValue value={props.value} label={t("copyKey")} />
      <div>
        <p class="mb-1 text-sm text-quiet">{t("usage")}</p>
        <pre
          class="overflow-x-auto rounded-md bg-sunken p-3 font-mono text-xs"
          // A region that scrolls is reached by keyboard, too.
          tabIndex={0}
        >
          {example()}
        </pre>
      </div>
      <div class="flex flex-wrap items-center justify-between gap-3">
        <Checkbox label={t("kept")} checked={kept()} onChange={setKept} />
        <Button kind="primary" disabled={!kept()} onClick={() => props.onDone()}>
          {t("done")}
        </Button>
      </div>
    </div>
  );
}
