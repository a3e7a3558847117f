export interface SplitterProps {
  /** What it resizes, for screen readers. */
  label: string;
  /** Pixels. */
  value: number;
  min: number;
  max: number;
  onChange: (value: number) => void;
  /** The panel it sizes is on this side of it. */
  side: "before" | "after";
  direction?: "columns" | "rows";
}

/** The line between two panels: drag it, or arrow keys by 16 pixels. */
export function Splitter(props: SplitterProps) {
  const rows = () => props.direction === "rows";
  const set = (value: number) =>
    props.onChange(Math.round(Math.min(props.max, Math.max(props.min, value))));
  const sign = () => (props.side === "before" ? 1 : -1);

  const drag = (event: PointerEvent & { currentTarget: HTMLElement }) => {
    const bar = event.currentTarget;
    const from = rows() ? event.clientY : event.clientX;
    const start = props.value;
    bar.setPointerCapture(event.pointerId);
    const move = (at: PointerEvent) =>
      set(start + sign() * ((rows() ? at.clientY : at.clientX) - from));
    bar.addEventListener("pointermove", move);
    bar.addEventListener("lostpointercapture", () => bar.removeEventListener("pointermove", move), {
      once: true,
    });
  };

  const key = (event: KeyboardEvent) => {
    const back = rows() ? "ArrowUp" : "ArrowLeft";
    const on = rows() ? "ArrowDown" : "ArrowRight";
    if (event.key === back) set(props.value - 16 * sign());
    else if (event.key === on) set(props.value + 16 * sign());
    else if (event.key === "Home") set(props.min);
    else if (event.key === "End") set(props.max);
    else return;
    event.preventDefault();
  };

  return (
    <div
      role="separator"
      tabIndex={0}
      aria-label={props.label}
      aria-orientation={rows() ? "horizontal" : "vertical"}
      aria-valuenow={props.value}
      aria-valuemin={props.min}
      aria-valuemax={props.max}
      class="relative z-10 shrink-0 touch-none bg-line hover:bg-accent focus-visible:bg-accent focus-visible:outline-offset-0 after:absolute"
      classList={{
        "w-px cursor-col-resize after:inset-y-0 after:-left-1 after:w-2.5": !rows(),
        "h-px cursor-row-resize after:inset-x-0 after:-top-1 after:h-2.5": rows(),
      }}
      onPointerDown={drag}
      onKeyDown={key}
    />
  );
}
