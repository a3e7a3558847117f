import { createSignal, type JSX, onCleanup, Show, Suspense } from "solid-js";
import { LazyMenuContent, type MenuEntry, prepareMenu } from "./menu-item.ts";

export interface MenuProps {
  /** The name of the button and its menu. */
  label: string;
  entries: readonly MenuEntry[];
  /** The inside of the button. */
  children: JSX.Element;
  class?: string;
  /** Which edge of the button the list keeps to; `end` for a button at the right of its row. */
  align?: "start" | "end";
  /** -1: out of the order of Tab. */
  tabIndex?: number;
  onToggle?: (open: boolean) => void;
}

/** A button that opens a list of actions. */
export function Menu(props: MenuProps) {
  let button: HTMLButtonElement | undefined;
  let wasOpen = false;
  const [anchor, setAnchor] = createSignal<DOMRect | null>(null);
  const toggle = (at: DOMRect | null) => {
    setAnchor(at);
    props.onToggle?.(at !== null);
  };
  const open = () => toggle(button?.getBoundingClientRect() ?? null);
  onCleanup(() => anchor() !== null && props.onToggle?.(false));
  return (
    <>
      <button
        ref={(element) => {
          button = element;
        }}
        type="button"
        aria-label={props.label}
        title={props.label}
        tabIndex={props.tabIndex}
        aria-haspopup="menu"
        aria-expanded={anchor() !== null}
        class={
          props.class ??
          "inline-flex size-8 shrink-0 items-center justify-center rounded-md text-quiet hover:bg-sunken hover:text-ink pointer-coarse:size-11"
        }
        onPointerOver={prepareMenu}
        onFocusIn={prepareMenu}
        onPointerDown={() => {
          wasOpen = anchor() !== null;
        }}
        onClick={(event) => {
          // A press on the button of an open menu has closed it already.
          if (event.detail === 0 || !wasOpen) open();
          wasOpen = false;
        }}
        onKeyDown={(event) => {
          if (event.key !== "ArrowDown") return;
          event.preventDefault();
          open();
        }}
      >
        {props.children}
      </button>
      <Show when={anchor()} keyed>
        {(at) => (
          <Suspense>
            <LazyMenuContent
              label={props.label}
              entries={props.entries}
              anchor={at}
              align={props.align ?? "start"}
              onClose={() => toggle(null)}
              onFocusBack={() => button?.focus()}
            />
          </Suspense>
        )}
      </Show>
    </>
  );
}
