import { createResource, createSignal, Show } from "solid-js";
import { listProjectTemplates } from "#contract/master";
import { createProject, type ProjectInfo } from "#contract/project";
import { call } from "../../client/call.ts";
import { t as common } from "../../i18n/common.ts";
import { t } from "../../i18n/projects.ts";
import { createAction } from "../../ui/create-action.ts";
import { Dialog } from "../../ui/Dialog.tsx";
import { DialogForm } from "../../ui/DialogForm.tsx";
import { Select } from "../../ui/Select.tsx";
import { TextField } from "../../ui/TextField.tsx";

/** A name, and the template it begins with where the site has any. Mounted while it is asked. */
export function NewProjectDialog(props: {
  onClose: () => void;
  onDone: (project: ProjectInfo) => void;
}) {
  const [name, setName] = createSignal("");
  const [template, setTemplate] = createSignal("");
  // Without them a project begins empty.
  const [templates] = createResource(async () =>
    call(listProjectTemplates).then(
      ({ items }) => items,
      () => [],
    ),
  );
  const known = () => templates.latest ?? [];
  const chosen = () => known().find(({ id }) => id === template());
  const create = createAction(async () => {
    const begin = template() === "" ? {} : { template_id: template() };
    const project = await call(createProject, { json: { name: name().trim(), ...begin } });
    props.onClose();
    props.onDone(project);
  });
  return (
    <Dialog open onClose={props.onClose} title={t("newProject")}>
      <DialogForm
        save={create}
        ready={name().trim() !== ""}
        submit={common("create")}
        onClose={props.onClose}
      >
        <TextField
          label={common("name")}
          value={name()}
          onInput={setName}
          hint={t("nameHint")}
          maxlength={100}
          required
          autofocus
        />
        <Show when={known().length > 0}>
          <Select
            label={t("template")}
            value={template()}
            hint={chosen()?.description || undefined}
            options={[
              { value: "", label: t("noTemplate") },
              ...known().map((one) => ({ value: one.id, label: one.name })),
            ]}
            onChange={setTemplate}
          />
        </Show>
      </DialogForm>
    </Dialog>
  );
}
