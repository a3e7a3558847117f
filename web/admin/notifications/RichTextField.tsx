import Bold from "lucide-solid/icons/bold";
import Link from "lucide-solid/icons/link";
import List from "lucide-solid/icons/list";
import { createUniqueId } from "solid-js";
import { t } from "../../i18n/admin-announcements.ts";
import { IconButton } from "../../ui/IconButton.tsx";
import { mark } from "./announcement-draft.ts";

/** Markdown with buttons for what is used most. */
export function RichTextField(props: { value: string; onInput: (text: string) => void }) {
  const id = createUniqueId();
  let field: HTMLTextAreaElement | undefined;
  const put = (kind: Parameters<typeof mark>[2]) => {
    if (field === undefined) return;
    const marked = mark(props.value, [field.selectionStart, field.selectionEnd], kind);
    props.onInput(marked.text);
    field.value = marked.text;
    field.focus();
    field.setSelectionRange(...marked.selection);
  };
  return (
    <div class="flex flex-col gap-1">
      <div class="flex items-end gap-1">
        <label for={id} class="flex-1 text-sm font-medium">
          {t("content")}
        </label>
        <IconButton label={t("bold")} onClick={() => put("bold")}>
          <Bold size={15} aria-hidden="true" />
        </IconButton>
        <IconButton label={t("bullets")} onClick={() => put("bullets")}>
          <List size={15} aria-hidden="true" />
        </IconButton>
        <IconButton label={t("link")} onClick={() => put("link")}>
          <Link size={15} aria-hidden="true" />
        </IconButton>
      </div>
      <textarea
        ref={(element) => (field = element)}
        id={id}
        rows={8}
        maxlength={10_000}
        required
        class="w-full rounded-md border border-edge bg-raised px-2.5 py-1.5 text-ink"
        value={props.value}
        onInput={(event) => props.onInput(event.currentTarget.value)}
        aria-describedby={`${id}-note`}
      />
      <p id={`${id}-note`} class="text-sm text-quiet">
        {t("contentHint")}
      </p>
    </div>
  );
}
