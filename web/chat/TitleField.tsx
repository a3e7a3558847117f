import { createSignal, Show } from "solid-js";
import { t } from "../i18n/chat.ts";
import { keepComposing } from "./PermissionCard.tsx";

export interface TitleFieldProps {
  title: string;
  disabled: boolean;
  onRename(title: string): void;
}

/** The session's title; a click makes it a field, Enter keeps the change, Escape drops it. */
export function TitleField(props: TitleFieldProps) {
  const [editing, setEditing] = createSignal(false);
  const finish = (value: string) => {
    if (!editing()) return;
    setEditing(false);
    const title = value.trim();
    if (title !== "" && title !== props.title) props.onRename(title);
  };
  return (
    <Show
      when={editing()}
      fallback={
        <h2 class="chat-title min-w-0 flex-1">
          <button
            type="button"
            class="max-w-full truncate rounded-sm px-1 text-left font-semibold hover:bg-sunken"
            title={`${props.title || t("untitled")} — ${t("renameTitle")}`}
            disabled={props.disabled}
            onClick={() => setEditing(true)}
          >
            {props.title || t("untitled")}
          </button>
        </h2>
      }
    >
      <form
        class="chat-title min-w-0 flex-1"
        onSubmit={(event) => {
          event.preventDefault();
          finish(new FormData(event.currentTarget).get("title")?.toString() ?? "");
        }}
      >
        <input
          ref={(field) => queueMicrotask(() => field.select())}
          name="title"
          class="chat-field w-full font-semibold"
          aria-label={t("renameTitle")}
          maxLength={120}
          value={props.title}
          onBlur={(event) => finish(event.currentTarget.value)}
          onKeyDown={(event) => {
            keepComposing(event);
            if (event.key === "Escape" && !event.isComposing) {
              event.stopPropagation();
              setEditing(false);
            }
          }}
        />
      </form>
    </Show>
  );
}
