import { createContext, onCleanup, useContext } from "solid-js";

/** What is asked before something goes that is shown only once. */
export interface LeaveQuestion {
  readonly text: string;
  readonly leave: string;
  readonly stay: string;
}

type Ask = () => LeaveQuestion | null;

export const LeaveGuard = createContext<(ask: Ask | null) => void>();

const asks = new Set<Ask>();

/** What has to be asked before the page is left; null: nothing. */
export function leaveQuestion(): LeaveQuestion | null {
  for (const ask of asks) {
    const question = ask();
    if (question !== null) return question;
  }
  return null;
}

const warn = (event: BeforeUnloadEvent) => {
  if (leaveQuestion() !== null) event.preventDefault();
};

/**
 * The dialog around asks this before it closes, the browser before it leaves, and the product before
 * it goes to another page or signs out (`app/leaving.ts`); null lets it go.
 */
export function askBeforeLeaving(ask: Ask): void {
  const guard = useContext(LeaveGuard);
  guard?.(ask);
  asks.add(ask);
  // The same listener is added once.
  addEventListener("beforeunload", warn);
  onCleanup(() => {
    guard?.(null);
    asks.delete(ask);
    if (asks.size === 0) removeEventListener("beforeunload", warn);
  });
}

/** What takes the place of a form takes its focus, too, which would fall out of the dialog. */
export const takeFocus = (element: HTMLElement): void =>
  queueMicrotask(() => element.isConnected && element.focus());
