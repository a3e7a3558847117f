/** Where an element is, so that what comes in its place can be found when it is gone. */
export interface Place {
  readonly element: HTMLElement;
  /** Of the page it is on. */
  readonly pathname: string;
  /**
   * From the inside out: which child of `parent` it is in, and which of all in that child that can have
   * the focus; -1 where those are many.
   */
  readonly steps: readonly { parent: Element; index: number; nth: number }[];
}

const focusable = "a[href], button, input, select, textarea, summary, [tabindex='0']";

/** More than a row has. */
const many = 30;

/** In ms: how long what has the focus may still go, as a row does when its list is asked for again. */
const watched = 15_000;

/** How long what took the place of a list may take to be a list again. */
const patience = 1000;

const childAt = (parent: Element, index: number): Element[] => {
  const all = [...parent.children];
  return [...all.slice(index), ...all.slice(0, index).toReversed()];
};

// Behind a dialog that is just closing all may be hidden from assistive technology still.
const isUsable = (element: Element): boolean =>
  element.isConnected && !element.matches(":disabled") && element.closest("[hidden]") === null;

const focusablesIn = (element: Element): Element[] => [
  ...(element.matches(focusable) ? [element] : []),
  ...element.querySelectorAll(focusable),
];

/** Where it is now; null: nowhere one could come back to. */
export function placeOf(element: Element | null): Place | null {
  if (!(element instanceof HTMLElement) || element === document.body) return null;
  const steps: { parent: Element; index: number; nth: number }[] = [];
  let isWide = false;
  for (let child: Element = element; child !== document.body;) {
    const parent: Element | null = child.parentElement;
    if (parent === null) break;
    const all: Element[] = isWide ? [] : focusablesIn(child);
    isWide ||= all.length > many;
    steps.push({ parent, index: [...parent.children].indexOf(child), nth: all.indexOf(element) });
    child = parent;
  }
  return { element, pathname: location.pathname, steps };
}

/**
 * The element; where it is gone, its like in what stands where it stood (the same button of the row that
 * moved up), else what is next to that. `far`: else what is around.
 */
function found({ element, steps }: Place, far: boolean): HTMLElement | null {
  if (isUsable(element)) return element;
  for (const { parent, index, nth } of steps) {
    if (!parent.isConnected) continue;
    for (const next of childAt(parent, index)) {
      const all = focusablesIn(next).filter(isUsable);
      const one = all[nth] ?? all[0];
      if (one instanceof HTMLElement) return one;
    }
    if (!far) return null;
  }
  return null;
}

const isLost = (): boolean =>
  document.activeElement === null || document.activeElement === document.body;

let stopWatching = (): void => undefined;

/**
 * Gives the focus to what is at a place, and keeps it there for a moment: what the closed dialog has
 * changed is often drawn anew or goes after it.
 */
export function giveBack(place: Place): void {
  const isElsewhere = () => location.pathname !== place.pathname;
  stopWatching();
  if (isElsewhere()) return;
  let here = place;
  let given: EventTarget | null = null;
  const give = (far: boolean) => {
    const target = found(here, far);
    if (target === null) return;
    given = target;
    target.focus({ preventScroll: target === here.element });
    here = placeOf(document.activeElement) ?? here;
  };
  let late: ReturnType<typeof setTimeout> | undefined;
  const giveSoon = () => {
    late ??= setTimeout(() => {
      late = undefined;
      if (isLost()) give(true);
    }, patience);
  };
  const giveNow = () => {
    give(false);
    if (isLost()) giveSoon();
  };
  const observer = new MutationObserver(() => {
    if (isElsewhere()) return stop();
    if (isLost()) giveNow();
  });
  const stop = () => {
    observer.disconnect();
    clearTimeout(late);
    clearTimeout(end);
    removeEventListener("pointerdown", stop, true);
    removeEventListener("focusin", onFocus, true);
  };
  const end = setTimeout(stop, watched);
  const onFocus = ({ target }: Event) => {
    if (target !== given) stop();
  };
  stopWatching = stop;
  observer.observe(document.body, { childList: true, subtree: true });
  // Who presses or goes somewhere else has taken it away on purpose.
  addEventListener("pointerdown", stop, true);
  addEventListener("focusin", onFocus, true);
  giveNow();
}
