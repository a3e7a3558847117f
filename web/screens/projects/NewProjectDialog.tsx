import { createResource, createSignal, Show } from "solid-js";
import { listProjectTemplates } from "#contract/master";
import { createProject, type ProjectInfo } from "#contract/project";
import { call } from "../../client/call.ts";
import { t as common } from "../../i18n/common.ts";
import { t } from "../../i18n/projects.ts";
import { Button } from "../../ui/Button.tsx";
import { createAction } from "../../ui/create-action.ts";
import { Dialog, DialogActions } from "../../ui/Dialog.tsx";
import { ErrorState } from "../../ui/ErrorState.tsx";
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
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void create.run();
        }}
      >
        <div class="flex flex-col gap-3">
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
          <Show when={create.error()}>{(error) => <ErrorState error={error()} small />}</Show>
        </div>
        <DialogActions>
          <Button onClick={() => props.onClose()}>{common("cancel")}</Button>
          <Button type="submit" kind="primary" busy={create.busy()} disabled={name().trim() === ""}>
            {common("create")}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
