import * as Kobalte from "@kobalte/core/dropdown-menu";
import { For, type JSX } from "solid-js";
import { itemClass, menuClass, type MenuEntry } from "./menu-item.ts";
import { MenuRow } from "./MenuRow.tsx";

export interface MenuProps {
  /** The name of the button; hidden where `children` shows it already. */
  label: string;
  entries: readonly MenuEntry[];
  /** The inside of the button. */
  children: JSX.Element;
  class?: string;
}

/** A button that opens a list of actions. */
export function Menu(props: MenuProps) {
  return (
    <Kobalte.Root gutter={4} modal={false}>
      <Kobalte.Trigger
        aria-label={props.label}
        title={props.label}
        class={
          props.class ??
          "inline-flex size-8 shrink-0 items-center justify-center rounded-md text-quiet hover:bg-sunken hover:text-ink"
        }
      >
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
