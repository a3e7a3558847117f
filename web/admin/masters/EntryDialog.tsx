import { createSignal, Show } from "solid-js";
import { readDomain } from "#contract/host";
import type { EditableMaster } from "#contract/master";
import { t } from "../../i18n/admin-masters.ts";
import { createAction } from "../../ui/create-action.ts";
import { Dialog } from "../../ui/Dialog.tsx";
import { DialogForm } from "../../ui/DialogForm.tsx";
import { Select } from "../../ui/Select.tsx";
import { TextArea } from "../../ui/TextArea.tsx";
import { TextField } from "../../ui/TextField.tsx";
import { toast } from "../../ui/toast.ts";
import { type Draft, emptyDraft, type EntryRow, saveEntry } from "./entry.ts";

/** Adds an entry, or changes one. */
export function EntryDialog(props: {
  kind: EditableMaster;
  row: EntryRow | null;
  onClose: () => void;
  onDone: () => Promise<void>;
}) {
  const [draft, setDraft] = createSignal<Draft>(props.row?.draft ?? emptyDraft);
  const set = (change: Partial<Draft>) => setDraft({ ...draft(), ...change });
  const save = createAction(async () => {
    await saveEntry(props.kind, props.row, draft());
    toast({ tone: "good", text: t("saved") });
    await props.onDone();
    props.onClose();
  });
  const isPattern = () => props.kind === "command_patterns";
  const isPrompt = () => props.kind === "prompt_templates";
  const isPages = () => isPattern() && draft().pages;
  const wrongDomain = () =>
    isPages() && draft().name.trim() !== "" && readDomain(draft().name) === null;
  const ready = () =>
    draft().name.trim() !== "" && !wrongDomain() && (!isPrompt() || draft().body.trim() !== "");
  const nameLabel = () => (isPages() ? t("domain") : isPattern() ? t("pattern") : t("name"));
  const nameHint = () => {
    if (isPages()) return t("domainHint");
    return isPattern() ? t("patternHint") : isPrompt() ? t("nameHint") : undefined;
  };
  return (
    <Dialog
      open
      onClose={props.onClose}
      title={
        props.row === null
          ? t("addTitle", { kind: t(props.kind) })
          : t("editTitle", { name: props.row.name })
      }
    >
      <DialogForm save={save} ready={ready()} onClose={props.onClose}>
        <Show when={isPattern()}>
          <Select
            label={t("appliesTo")}
            value={draft().pages ? "pages" : "shell"}
            options={[
              { value: "shell", label: t("shell") },
              { value: "pages", label: t("pages") },
            ]}
            onChange={(to) => set({ pages: to === "pages" })}
          />
        </Show>
        <TextField
          label={nameLabel()}
          hint={nameHint()}
          error={wrongDomain() ? t("domainWrong") : undefined}
          value={draft().name}
          onInput={(name) => set({ name })}
          maxlength={isPages() ? 170 : isPattern() ? 200 : isPrompt() ? 60 : 100}
          autocomplete="off"
          autocapitalize="off"
          spellcheck={false}
          required
          autofocus
        />
        <Show when={isPattern() && !isPages()}>
          <Select
            label={t("effect")}
            value={draft().effect}
            options={[
              { value: "ask", label: t("ask") },
              { value: "deny", label: t("deny") },
            ]}
            onChange={(effect) => set({ effect })}
          />
        </Show>
        <TextField
          label={isPattern() ? t("note") : t("description")}
          value={draft().description}
          onInput={(description) => set({ description })}
          maxlength={isPrompt() ? 200 : 500}
        />
        <Show when={isPrompt()}>
          <TextArea
            label={t("body")}
            hint={t("bodyHint")}
            value={draft().body}
            onInput={(body) => set({ body })}
            rows={8}
            maxlength={20_000}
            required
          />
        </Show>
      </DialogForm>
    </Dialog>
  );
}
