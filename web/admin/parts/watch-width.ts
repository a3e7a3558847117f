import { onCleanup } from "solid-js";

/** Says on a region that scrolls sideways, as `data-more`, that there is more of it to the right. */
export function watchWidth(region: HTMLElement): void {
  const look = () =>
    region.toggleAttribute(
      "data-more",
      region.scrollLeft + region.clientWidth < region.scrollWidth - 1,
    );
  region.addEventListener("scroll", look, { passive: true });
  if (typeof ResizeObserver === "undefined") return;
  const observer = new ResizeObserver(look);
  observer.observe(region);
  // Its table grows with the rows.
  queueMicrotask(() => region.firstElementChild && observer.observe(region.firstElementChild));
  onCleanup(() => observer.disconnect());
}
