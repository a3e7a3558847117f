import { createSignal, onCleanup, type Accessor } from "solid-js";

export interface Stick {
  /** The reader is at the end and stays there while text comes in. */
  readonly atEnd: Accessor<boolean>;
  toEnd(): void;
  /** Runs a change above the screen without moving what is read. */
  keepPlace(change: () => void): void;
}

const nearEnd = 48;

/** Follows the end of `scroller` only while its reader is there. */
export function stickToEnd(scroller: HTMLElement, content: HTMLElement): Stick {
  const [atEnd, setAtEnd] = createSignal(true);
  let lastTop = 0;
  let lastHeight = 0;

  const toEnd = () => {
    scroller.scrollTop = scroller.scrollHeight;
    setAtEnd(true);
  };
  const scrolled = () => {
    const gap = scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight;
    // Only a reader scrolls up; a growing page leaves the position alone or clamps it.
    const byReader = scroller.scrollTop < lastTop && scroller.scrollHeight >= lastHeight;
    if (gap <= nearEnd) setAtEnd(true);
    else if (byReader) setAtEnd(false);
    lastTop = scroller.scrollTop;
    lastHeight = scroller.scrollHeight;
  };
  scroller.addEventListener("scroll", scrolled, { passive: true });
  const observer = new ResizeObserver(() => atEnd() && toEnd());
  observer.observe(content);
  observer.observe(scroller);
  onCleanup(() => {
    observer.disconnect();
    scroller.removeEventListener("scroll", scrolled);
  });
  return {
    atEnd,
    toEnd,
    keepPlace: (change) => {
      const edge = scroller.getBoundingClientRect().top;
      const row = [...content.querySelectorAll("[data-item]")].find(
        (candidate) => candidate.getBoundingClientRect().bottom > edge,
      );
      const before = row?.getBoundingClientRect().top ?? 0;
      const mend = () => {
        if (row) scroller.scrollTop += row.getBoundingClientRect().top - before;
      };
      change();
      mend();
      // Rows get their true height when they are first laid out.
      requestAnimationFrame(mend);
    },
  };
}
