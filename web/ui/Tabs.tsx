import { createEffect, For } from "solid-js";

export interface TabItem<V extends string> {
  readonly value: V;
  readonly label: string;
}

export interface TabsProps<V extends string> {
  label: string;
  value: V;
  items: readonly TabItem<V>[];
  onChange: (value: V) => void;
  /** The id of the panel a tab shows. */
  panel: (value: V) => string;
  class?: string;
}

/** On a phone, a row that is pushed sideways fades where it goes on. */
const fades =
  "max-md:[&.overflow-x-auto]:mask-r-from-[calc(100%-2.5rem)] max-md:[&.overflow-x-auto]:scroll-px-10 max-md:[&.overflow-x-auto]:pr-10";

/** Where the row has no room for all, the open one is not among those out of sight. */
const keepInSight = (tab: HTMLElement) => {
  const row = tab.parentElement;
  if (row === null || row.scrollWidth <= row.clientWidth) return;
  tab.scrollIntoView({ block: "nearest", inline: "nearest" });
};

/** A row of tabs: one stop for Tab, arrows move. The panels are the caller's. */
export function Tabs<V extends string>(props: TabsProps<V>) {
  const move = (event: KeyboardEvent, step: number) => {
    const at = props.items.findIndex((item) => item.value === props.value);
    const next = props.items[(at + step + props.items.length) % props.items.length];
    if (next === undefined) return;
    event.preventDefault();
    props.onChange(next.value);
    const row = (event.currentTarget as HTMLElement).children;
    (row[props.items.indexOf(next)] as HTMLElement | undefined)?.focus();
  };
  return (
    <div
      role="tablist"
      aria-label={props.label}
      class={`flex ${fades} ${props.class ?? ""}`}
      onKeyDown={(event) => {
        if (event.key === "ArrowRight") move(event, 1);
        if (event.key === "ArrowLeft") move(event, -1);
      }}
    >
      <For each={props.items}>
        {(item) => (
          <button
            ref={(tab) =>
              createEffect(
                () => item.value === props.value && queueMicrotask(() => keepInSight(tab)),
              )
            }
            type="button"
            role="tab"
            aria-selected={item.value === props.value}
            aria-controls={props.panel(item.value)}
            tabIndex={item.value === props.value ? 0 : -1}
            class="border-b-2 px-3 py-1.5 text-sm whitespace-nowrap pointer-coarse:py-3 focus-visible:-outline-offset-2"
            classList={{
              "border-accent text-ink font-medium": item.value === props.value,
              "border-transparent text-quiet hover:text-ink": item.value !== props.value,
            }}
            onClick={() => props.onChange(item.value)}
          >
            {item.label}
          </button>
        )}
      </For>
    </div>
  );
}
