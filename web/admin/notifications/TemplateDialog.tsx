import { createSignal, Show } from "solid-js";
import {
  createTemplate,
  sendTestTemplate,
  type Template,
  updateTemplate,
} from "#contract/admin-template";
import { me } from "../../app/session.ts";
import { call } from "../../client/call.ts";
import { t } from "../../i18n/admin-templates.ts";
import { t as common } from "../../i18n/common.ts";
import { Button } from "../../ui/Button.tsx";
import { Checkbox } from "../../ui/Checkbox.tsx";
import { createAction } from "../../ui/create-action.ts";
import { Dialog, DialogActions } from "../../ui/Dialog.tsx";
import { ErrorState } from "../../ui/ErrorState.tsx";
import { Select } from "../../ui/Select.tsx";
import { TextField } from "../../ui/TextField.tsx";
import { toast } from "../../ui/toast.ts";
import { createPreview } from "./create-preview.ts";
import { draftOf, type TemplateDraft } from "./template-draft.ts";
import { TemplateHistory } from "./TemplateHistory.tsx";
import { TemplatePreview } from "./TemplatePreview.tsx";
import { TemplateTexts } from "./TemplateTexts.tsx";
import { lastingOnly } from "../parts/lasting.ts";

/** One mail's text: variables to press, a preview beside it, a test to oneself, and what it was before. */
export function TemplateDialog(props: {
  /** Null: one is to be made for an event that has none yet. */
  from: Template | null;
  all: readonly Template[];
  onClose: () => void;
  onDone: () => Promise<void>;
}) {
  const free = props.all.filter((one) => !one.is_edited);
  const [chosen, setChosen] = createSignal<Template | undefined>(props.from ?? free[0]);
  return (
    <Dialog
      open
      wide
      onClose={props.onClose}
      title={props.from === null ? t("createTitle") : t("editTitle", { name: props.from.name })}
      description={t("dialogText")}
    >
      <Show when={chosen()} fallback={<p>{t("nothingToCreate")}</p>} keyed>
        {(template) => (
          <Editor
            template={template}
            isNew={props.from === null}
            free={free}
            onChoose={(id) => setChosen(free.find((one) => one.id === id))}
            onClose={props.onClose}
            onDone={props.onDone}
          />
        )}
      </Show>
    </Dialog>
  );
}

const eventLabel = (one: Template) => `${one.event_type} · ${one.event_name} (${t(one.language)})`;

function Editor(props: {
  template: Template;
  isNew: boolean;
  free: readonly Template[];
  onChoose: (id: string) => void;
  onClose: () => void;
  onDone: () => Promise<void>;
}) {
  const { id, event_type, language } = props.template;
  // Who makes a text for an event that is off at first wants it sent.
  const given = draftOf(props.template);
  const [draft, setDraft] = createSignal<TemplateDraft>(
    props.isNew ? { ...given, isActive: true } : given,
  );
  const set = (patch: Partial<TemplateDraft>) => setDraft({ ...draft(), ...patch });
  const mail = () => ({ event_type, language, subject: draft().subject, body: draft().body });
  const preview = createPreview(mail);
  const ready = () =>
    preview.isRight() &&
    draft().name.trim() !== "" &&
    draft().subject.trim() !== "" &&
    draft().body.trim() !== "";
  const save = createAction(async () => {
    const { name, subject, body, isActive: is_active } = draft();
    await (props.isNew
      ? call(createTemplate, { json: { ...mail(), name, is_active } })
      : call(updateTemplate, {
          param: { id },
          json: { name, subject, body, is_active },
          readAt: props.template.updated_at,
        }));
    toast({ tone: "good", text: t("saved", { name }) });
    await props.onDone();
    props.onClose();
  });
  const test = createAction(async () => {
    await call(sendTestTemplate, { json: mail() });
    toast({ tone: "good", text: t("tested", { email: me()?.email ?? "" }) });
  });
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (ready()) void save.run();
      }}
    >
      <div class="grid gap-6 lg:grid-cols-2">
        <div class="flex min-w-0 flex-col gap-3">
          <Select
            label={t("event")}
            value={id}
            disabled={!props.isNew}
            options={(props.isNew ? props.free : [props.template]).map((one) => ({
              value: one.id,
              label: eventLabel(one),
            }))}
            onChange={props.onChoose}
          />
          <TextField
            label={t("name")}
            value={draft().name}
            onInput={(name) => set({ name })}
            maxlength={100}
            required
          />
          <TemplateTexts
            draft={draft()}
            variables={props.template.variables}
            preview={preview.value()}
            onChange={set}
          />
          <Checkbox
            label={t("sendActive")}
            hint={props.template.is_required ? t("requiredHint") : undefined}
            checked={draft().isActive}
            disabled={props.template.is_required}
            onChange={(isActive) => set({ isActive })}
          />
        </div>
        <div class="flex min-w-0 flex-col gap-4">
          <TemplatePreview preview={preview.value()} />
          <Show when={!props.isNew}>
            <TemplateHistory
              id={id}
              onTake={(text) => {
                set({ subject: text.subject, body: text.body });
                toast({ tone: "info", text: t("taken") });
              }}
            />
          </Show>
        </div>
      </div>
      <Show when={save.error() ?? test.error()}>
        {(error) => <ErrorState error={error()} small />}
      </Show>
      <DialogActions>
        <Button busy={test.busy()} disabled={!ready()} onClick={() => void test.run()}>
          {t("test")}
        </Button>
        <Button onClick={() => props.onClose()}>{common("cancel")}</Button>
        <Button
          type="submit"
          kind="primary"
          busy={save.busy()}
          disabled={!ready()}
          {...lastingOnly()}
        >
          {props.isNew ? t("create") : common("save")}
        </Button>
      </DialogActions>
    </form>
  );
}
