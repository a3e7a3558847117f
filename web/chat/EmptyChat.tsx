import { For } from "solid-js";
import { t } from "../i18n/chat.ts";

const examples = ["example.1", "example.2", "example.3"] as const;

/** A new conversation: what it can do, and three ways to begin. */
export function EmptyChat(props: { project: string; onExample(text: string): void }) {
  return (
    <div class="mx-auto flex max-w-md flex-col items-center gap-3 pt-[12vh] text-center">
      <h2 class="text-lg font-semibold">{t("emptyTitle", { project: props.project })}</h2>
      <p class="text-quiet">{t("emptyText")}</p>
      <ul class="mt-3 flex w-full flex-col gap-2">
        <For each={examples}>
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
