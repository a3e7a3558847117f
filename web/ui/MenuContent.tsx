import * as Kobalte from "@kobalte/core/dropdown-menu";
import Check from "lucide-solid/icons/check";
import { For, Show } from "solid-js";
import type { MenuAction, MenuEntry } from "./menu-item.ts";

export interface MenuContentProps {
  label: string;
  entries: readonly MenuEntry[];
  /** Where it opens, in the window. */
  anchor: {
    readonly x: number;
    readonly y: number;
    readonly width: number;
    readonly height: number;
  };
  align?: "start" | "end";
  onClose: () => void;
  /** Gives the focus back to what opened it. */
  onFocusBack: () => void;
}

/** An open list of actions; its library loads when the first menu is opened. */
export function MenuContent(props: MenuContentProps) {
  // Done when the menu has gone and given the focus back: what it opens gives it back there, too.
  let chosen: MenuAction | undefined;
  const marked = () =>
    props.entries.some((entry) => entry?.checked !== undefined || entry?.icon !== undefined);
  return (
    <Kobalte.Root
      open
      modal={false}
      gutter={4}
      placement={props.align === "end" ? "bottom-end" : "bottom-start"}
      getAnchorRect={() => props.anchor}
      onOpenChange={(open) => !open && props.onClose()}
    >
      <Kobalte.Portal mount={document.getElementById("overlays") ?? document.body}>
        <Kobalte.Content
          aria-label={props.label}
          class="z-50 max-w-80 min-w-44 rounded-md border border-line bg-raised p-1 shadow-float outline-none"
          onCloseAutoFocus={(event) => {
            event.preventDefault();
            props.onFocusBack();
            chosen?.run();
          }}
        >
          <For each={props.entries}>
            {(entry) =>
              entry === null ? (
                <Kobalte.Separator class="my-1 border-line" />
              ) : (
                <Kobalte.Item
                  class="flex cursor-default items-center gap-2 rounded-sm px-2.5 py-1.5 text-sm pointer-coarse:py-2.5 outline-none select-none data-[disabled]:text-quiet data-[highlighted]:bg-sunken"
                  disabled={entry.disabled === true}
                  // Not pressed once more on what the entry gives the focus to.
                  onKeyDown={(event: KeyboardEvent) =>
                    ["Enter", " "].includes(event.key) && event.preventDefault()
                  }
                  onSelect={() => {
                    chosen = entry;
                  }}
                >
                  <Row action={entry} marked={marked()} />
                </Kobalte.Item>
              )
            }
          </For>
        </Kobalte.Content>
      </Kobalte.Portal>
    </Kobalte.Root>
  );
}

/** `marked`: some entry of the menu has an icon or a tick, and all keep its place free. */
function Row(props: { action: MenuAction; marked: boolean }) {
  return (
    <>
      <Show when={props.marked}>
        <span class="flex w-4 shrink-0 justify-center text-quiet" aria-hidden="true">
          {props.action.checked === true ? <Check size={14} /> : props.action.icon?.()}
        </span>
      </Show>
      <Show
        when={props.action.note}
        fallback={
          <span
            class="min-w-0 flex-1 truncate"
            classList={{ "text-bad": props.action.danger === true }}
          >
            {props.action.label}
          </span>
        }
      >
        {(note) => (
          <span class="min-w-0 flex-1">
            <span class="line-clamp-2 wrap-anywhere">{props.action.label}</span>
            <span class="block truncate text-xs text-quiet">{note()}</span>
          </span>
        )}
      </Show>
      {props.action.shortcut === undefined ? null : (
        <kbd class="ml-3 font-mono text-xs text-quiet pointer-coarse:hidden">
          {props.action.shortcut}
        </kbd>
      )}
    </>
  );
}
