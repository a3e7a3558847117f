import { createSignal, type JSX, Show, Suspense } from "solid-js";
import { LazyMenuContent, type MenuEntry } from "./menu-item.ts";

export interface ContextMenuProps {
  label: string;
  entries: readonly MenuEntry[];
  children: JSX.Element;
  class?: string;
}

/** Opens by the right button, a long press or the menu key over what is inside. */
export function ContextMenu(props: ContextMenuProps) {
  const [at, setAt] = createSignal<{ x: number; y: number } | null>(null);
  let back: HTMLElement | null = null;

  const open = (event: MouseEvent & { target: Element }) => {
    event.preventDefault();
    back = document.activeElement instanceof HTMLElement ? document.activeElement : null;
    const box = event.target.getBoundingClientRect();
    const byKey = event.clientX === 0 && event.clientY === 0;
    setAt(byKey ? { x: box.left + 16, y: box.bottom } : { x: event.clientX, y: event.clientY });
  };

  return (
    <div class={props.class} onContextMenu={open}>
      {props.children}
      <Show when={at()} keyed>
        {(point) => (
          <Suspense>
            <LazyMenuContent
              label={props.label}
              entries={props.entries}
              anchor={{ ...point, width: 0, height: 0 }}
              onClose={() => setAt(null)}
              onFocusBack={() => back?.focus()}
            />
          </Suspense>
        )}
      </Show>
    </div>
  );
}
