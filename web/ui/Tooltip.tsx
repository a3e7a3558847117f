import { createSignal, createUniqueId, type JSX, onCleanup, Show } from "solid-js";

/** Shows a short text by the element inside after a moment of hover, or at once on keyboard focus. */
export function Tooltip(props: { text: string; children: JSX.Element }) {
  const id = createUniqueId();
  const [place, setPlace] = createSignal<{ x: number; y: number; below: boolean } | null>(null);
  let timer: ReturnType<typeof setTimeout> | undefined;

  const show = (holder: Element) => {
    const box = holder.firstElementChild?.getBoundingClientRect();
    if (box === undefined) return;
    const below = box.top < 48;
    setPlace({ x: box.left + box.width / 2, y: below ? box.bottom + 6 : box.top - 6, below });
  };
  const hide = () => {
    clearTimeout(timer);
    setPlace(null);
  };
  onCleanup(hide);

  return (
    <span
      class="contents"
      onPointerEnter={(event) => {
        const holder = event.currentTarget;
        if (event.pointerType === "mouse") timer = setTimeout(() => show(holder), 500);
      }}
      onPointerLeave={hide}
      onPointerDown={hide}
      onFocusIn={(event) => event.target.matches(":focus-visible") && show(event.currentTarget)}
      onFocusOut={hide}
      onKeyDown={(event) => event.key === "Escape" && hide()}
    >
      {props.children}
      <Show when={place()}>
        {(at) => (
          <div
            id={id}
            role="tooltip"
            class="pointer-events-none fixed z-50 max-w-72 -translate-x-1/2 rounded-sm bg-ink px-2 py-1 text-xs text-surface shadow-float"
            classList={{ "-translate-y-full": !at().below }}
            style={{ left: `clamp(48px, ${at().x}px, 100vw - 48px)`, top: `${at().y}px` }}
          >
            {props.text}
          </div>
        )}
      </Show>
    </span>
  );
}
