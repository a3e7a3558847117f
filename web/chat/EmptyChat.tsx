import { For } from "solid-js";
import type { PermissionMode } from "#contract/common";
import { t } from "../i18n/chat.ts";

export interface EmptyChatProps {
  project: string;
  mode: PermissionMode;
  /** The project has files; null: not known yet. */
  hasFiles: boolean | null;
  fileIsOpen: boolean;
  onExample(text: string): void;
}

/** A new conversation: what it can do, and some ways to begin that fit what is there. */
export function EmptyChat(props: EmptyChatProps) {
  const examples = () => {
    if (props.hasFiles === false) return ["example.function", "example.script"] as const;
    const second = props.fileIsOpen ? "example.review" : "example.search";
    return ["example.explain", second, "example.test"] as const;
  };
  return (
    <div class="mx-auto flex max-w-md flex-col items-center gap-3 pt-[12vh] text-center">
      <h2 class="max-w-full text-lg font-semibold wrap-anywhere">
        {t("emptyTitle", { project: props.project })}
      </h2>
      <p class="text-quiet">{t(`emptyText.${props.mode}`)}</p>
      <ul class="mt-3 flex w-full flex-col gap-2">
        <For each={examples()}>
          {(key) => (
            <li>
              <button
                type="button"
                class="min-h-11 w-full rounded-md border border-line bg-raised px-4 py-2 text-left transition hover:border-accent hover:bg-accent-soft"
                onClick={() => props.onExample(t(key))}
              >
                {t(key)}
              </button>
            </li>
          )}
        </For>
      </ul>
    </div>
  );
}
