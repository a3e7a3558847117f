import Check from "lucide-solid/icons/check";
import type { MenuAction } from "./menu-item.ts";

/** The inside of a menu's item. */
export function MenuRow(props: { action: MenuAction }) {
  return (
    <>
      <span class="flex w-4 shrink-0 justify-center text-quiet" aria-hidden="true">
        {props.action.checked === true ? <Check size={14} /> : props.action.icon?.()}
      </span>
      <span
        class="min-w-0 flex-1 truncate"
        classList={{ "text-bad": props.action.danger === true }}
      >
        {props.action.label}
      </span>
      {props.action.shortcut === undefined ? null : (
        <kbd class="ml-3 font-mono text-xs text-quiet">{props.action.shortcut}</kbd>
      )}
    </>
  );
}
