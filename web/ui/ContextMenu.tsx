import * as Kobalte from "@kobalte/core/context-menu";
import { For, type JSX } from "solid-js";
import { itemClass, menuClass, type MenuEntry } from "./menu-item.ts";
import { MenuRow } from "./MenuRow.tsx";

export interface ContextMenuProps {
  entries: readonly MenuEntry[];
  children: JSX.Element;
  class?: string;
}

/** Opens by the right button, a long press or the menu key over what is inside. */
export function ContextMenu(props: ContextMenuProps) {
  return (
    <Kobalte.Root modal={false}>
      <Kobalte.Trigger as="div" class={props.class}>
        {props.children}
      </Kobalte.Trigger>
      <Kobalte.Portal>
        <Kobalte.Content class={menuClass}>
          <For each={props.entries}>
            {(entry) =>
              entry === null ? (
                <Kobalte.Separator class="my-1 border-line" />
              ) : (
                <Kobalte.Item
                  class={itemClass}
                  disabled={entry.disabled === true}
                  onSelect={entry.run}
                >
                  <MenuRow action={entry} />
                </Kobalte.Item>
              )
            }
          </For>
        </Kobalte.Content>
      </Kobalte.Portal>
    </Kobalte.Root>
  );
}
