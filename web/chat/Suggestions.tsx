import { For, Show } from "solid-js";
import { t } from "../i18n/chat.ts";

export interface Suggestion {
  /** What is inserted. */
  readonly value: string;
  readonly label: string;
  readonly detail: string;
  readonly badge: string;
  /** A prompt template: its text stands in for what was typed. */
  readonly body?: string;
}

export interface SuggestionsProps {
  id: string;
  items: readonly Suggestion[];
  selected: number;
  onChoose(item: Suggestion): void;
}

export const optionId = (list: string, index: number): string => `${list}-${index}`;

/** The list above the composer. The focus stays in the text; the arrows move the mark. */
export function Suggestions(props: SuggestionsProps) {
  return (
    <div
      id={props.id}
      role="listbox"
      aria-label={t("suggestions")}
      class="absolute right-0 bottom-full left-0 z-10 mb-1 max-h-72 overflow-y-auto rounded-md border border-line bg-raised p-1 shadow-float"
    >
      <For each={props.items}>
        {(item, index) => (
          <div
            id={optionId(props.id, index())}
            role="option"
            aria-selected={index() === props.selected}
            class="flex cursor-default flex-wrap items-baseline gap-x-3 rounded-sm px-2 py-1.5 text-sm pointer-coarse:py-2.5 aria-selected:bg-sunken"
            // Keeps the focus in the text field.
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => props.onChoose(item)}
          >
            <span class="max-w-full shrink-0 truncate font-mono">{item.label}</span>
            <span class="min-w-0 flex-1 basis-40 truncate text-quiet">{item.detail}</span>
            <Show when={item.badge}>
              <span class="shrink-0 text-xs text-quiet">{item.badge}</span>
            </Show>
          </div>
        )}
      </For>
    </div>
  );
}
