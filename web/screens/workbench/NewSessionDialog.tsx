import { createEffect, createResource, createSignal, on, Show } from "solid-js";
import { createStore } from "solid-js/store";
import type { PermissionMode, Role } from "#contract/common";
import { listModels } from "#contract/model";
import { createSession, type SessionInfo } from "#contract/session";
import { call } from "../../client/call.ts";
import { type ApiError, toApiError } from "../../client/error.ts";
import { t as common } from "../../i18n/common.ts";
import { t } from "../../i18n/workbench.ts";
import { Button } from "../../ui/Button.tsx";
import { Dialog, DialogActions } from "../../ui/Dialog.tsx";
import { ErrorState } from "../../ui/ErrorState.tsx";
import { Select } from "../../ui/Select.tsx";
import { TextField } from "../../ui/TextField.tsx";
import { modeOfRole, modesOfRole } from "./session-choice.ts";

export interface NewSessionDialogProps {
  open: boolean;
  project: string;
  role: Role;
  onClose: () => void;
  onCreated: (session: SessionInfo) => void;
}

/** U-036: name, model and permission mode; all have a default. */
export function NewSessionDialog(props: NewSessionDialogProps) {
  const [form, setForm] = createStore<{ title: string; model: string; mode: PermissionMode }>({
    title: "",
    model: "",
    mode: "default",
  });
  const [busy, setBusy] = createSignal(false);
  const [error, setError] = createSignal<ApiError | null>(null);
  const [models] = createResource(
    () => props.open,
    async () => {
      try {
        return await call(listModels);
      } catch (cause) {
        setError(toApiError(cause));
        return null;
      }
    },
  );

  createEffect(
    on(
      () => props.open,
      (open) => {
        if (!open) return;
        setForm({ title: "", model: "", mode: modeOfRole[props.role] });
        setError(null);
      },
    ),
  );

  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    setBusy(true);
    setError(null);
    try {
      const session = await call(createSession, {
        json: {
          project_id: props.project,
          mode: form.mode,
          ...(form.title.trim() === "" ? {} : { title: form.title.trim() }),
          ...(form.model === "" ? {} : { model: form.model }),
        },
      });
      props.onClose();
      props.onCreated(session);
    } catch (cause) {
      setError(toApiError(cause));
    } finally {
      setBusy(false);
    }
  };

  const modelOptions = () =>
    (models.latest?.items ?? [])
      .filter((model) => model.lifecycle !== "retired")
      .map((model) => ({
        value: model.id,
        label:
          model.name +
          (model.demo ? ` (${t("demo")})` : "") +
          (model.lifecycle === "deprecated" ? ` (${t("deprecated")})` : ""),
      }));

  return (
    <Dialog open={props.open} onClose={props.onClose} title={t("newSession")}>
      <form class="flex flex-col gap-4" onSubmit={(event) => void submit(event)}>
        <TextField
          label={t("sessionName")}
          placeholder={t("newChat")}
          maxlength={120}
          value={form.title}
          onInput={(value) => setForm("title", value)}
          autofocus
        />
        <Select
          label={t("model")}
          value={form.model === "" ? (models.latest?.default_model ?? "") : form.model}
          options={modelOptions()}
          disabled={modelOptions().length === 0}
          onChange={(value) => setForm("model", value)}
        />
        <Select<PermissionMode>
          label={t("mode")}
          hint={t("modeHint")}
          value={form.mode}
          options={modesOfRole(props.role).map((mode) => ({
            value: mode,
            label: t(`mode_${mode}`),
          }))}
          onChange={(value) => setForm("mode", value)}
        />
        <Show when={error()}>{(shown) => <ErrorState error={shown()} small />}</Show>
        <DialogActions>
          <Button onClick={() => props.onClose()}>{common("cancel")}</Button>
          <Button type="submit" kind="primary" busy={busy()}>
            {common("create")}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
