import { createUniqueId, For, Show } from "solid-js";
import { t } from "../../i18n/admin-templates.ts";
import { fieldClass } from "../../ui/TextField.tsx";
import type { TemplatePreviewed } from "./create-preview.ts";
import { insertVariable, type TemplateDraft } from "./template-draft.ts";

type Part = "subject" | "body";

/** Subject and text, and the variables to put into whichever was typed in last. */
export function TemplateTexts(props: {
  draft: TemplateDraft;
  variables: readonly string[];
  preview: TemplatePreviewed | undefined;
  onChange: (patch: Partial<TemplateDraft>) => void;
}) {
  const id = createUniqueId();
  const fields: Partial<Record<Part, HTMLInputElement | HTMLTextAreaElement>> = {};
  let last: Part = "body";
  const insert = (name: string) => {
    const part = last;
    const field = fields[part];
    if (field === undefined) return;
    const range = [field.selectionStart ?? 0, field.selectionEnd ?? 0] as const;
    const { text, cursor } = insertVariable(props.draft[part], range, name);
    props.onChange({ [part]: text });
    field.value = text;
    field.focus();
    field.setSelectionRange(cursor, cursor);
  };
  const wrong = () => {
    const found = props.preview;
    if (found === undefined) return undefined;
    if (found.unknown.length > 0) return t("unknown", { names: found.unknown.join(", ") });
    return found.open_brace ? t("openBrace") : undefined;
  };
  return (
    <>
      <div class="flex flex-col gap-1">
        <label for={`${id}-subject`} class="text-sm font-medium">
          {t("subjectLabel")}
        </label>
        <input
          ref={(element) => (fields.subject = element)}
          id={`${id}-subject`}
          class={fieldClass}
          maxlength={200}
          required
          value={props.draft.subject}
          onFocus={() => (last = "subject")}
          onInput={(event) => props.onChange({ subject: event.currentTarget.value })}
        />
      </div>
      <div class="flex flex-col gap-1">
        <label for={`${id}-body`} class="text-sm font-medium">
          {t("body")}
        </label>
        <textarea
          ref={(element) => (fields.body = element)}
          id={`${id}-body`}
          rows={11}
          maxlength={10_000}
          required
          class="w-full rounded-md border border-edge bg-raised px-2.5 py-1.5 text-ink aria-invalid:border-bad"
          aria-invalid={wrong() !== undefined}
          aria-describedby={`${id}-wrong`}
          value={props.draft.body}
          onFocus={() => (last = "body")}
          onInput={(event) => props.onChange({ body: event.currentTarget.value })}
        />
        <div id={`${id}-wrong`} role="status" class="text-sm">
          <Show when={wrong()}>{(text) => <p class="text-bad">{text()}</p>}</Show>
          <Missing preview={props.preview} />
        </div>
      </div>
      <div role="group" aria-labelledby={`${id}-variables`} class="flex flex-col gap-1">
        <p id={`${id}-variables`} class="text-sm font-medium">
          {t("variables")}
        </p>
        <div class="flex flex-wrap gap-1.5">
          <For each={props.variables}>
            {(name) => (
              <button
                type="button"
                class="rounded-full border border-edge bg-raised px-2.5 font-mono text-xs leading-6 hover:bg-sunken pointer-coarse:leading-10"
                aria-label={t("insert", { name })}
                onClick={() => insert(name)}
              >
                {`{{${name}}}`}
              </button>
            )}
          </For>
        </div>
        <p class="text-sm text-quiet">{t("variablesHint")}</p>
      </div>
    </>
  );
}

/** What the event offers and the text leaves out; a link that is missing is more than that. */
function Missing(props: { preview: TemplatePreviewed | undefined }) {
  const missing = () => props.preview?.missing ?? [];
  return (
    <>
      <Show when={missing().includes("link")}>
        <p class="text-warn">{t("missingLink")}</p>
      </Show>
      <Show when={missing().length > 0}>
        <p class="text-quiet">{t("missing", { names: missing().join(", ") })}</p>
      </Show>
    </>
  );
}
