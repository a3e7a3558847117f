import { createContext, onCleanup, useContext } from "solid-js";

/** What is asked before something goes that is shown only once, or was typed and not saved. */
export interface LeaveQuestion {
  readonly text: string;
  readonly leave: string;
  readonly stay: string;
}

/** From one address of the product to another. */
export interface Step {
  readonly from: URL;
  readonly to: URL;
}

type Ask = () => LeaveQuestion | null;
/** Without a step all of the page goes. */
type AskOfStep = (step?: Step) => LeaveQuestion | null;

export const LeaveGuard = createContext<(ask: Ask | null) => void>();

const asks = new Set<AskOfStep>();

/** What has to be asked before the page is left; null: nothing. */
export function leaveQuestion(step?: Step): LeaveQuestion | null {
  for (const ask of asks) {
    const question = ask(step);
    if (question !== null) return question;
  }
  return null;
}

const warn = (event: BeforeUnloadEvent) => {
  if (leaveQuestion() !== null) event.preventDefault();
};

/**
 * The browser asks this before it leaves, and the product before it goes to another page or signs out
 * (`app/leaving.ts`); null lets it go.
 */
export function askOnPage(ask: AskOfStep): void {
  asks.add(ask);
  // The same listener is added once.
  addEventListener("beforeunload", warn);
  onCleanup(() => {
    asks.delete(ask);
    if (asks.size === 0) removeEventListener("beforeunload", warn);
  });
}

/** The dialog around asks this, too, before it closes. */
export function askBeforeLeaving(ask: Ask): void {
  const guard = useContext(LeaveGuard);
  guard?.(ask);
  askOnPage(ask);
  onCleanup(() => guard?.(null));
}

/** What takes the place of a form takes its focus, too, which would fall out of the dialog. */
export const takeFocus = (element: HTMLElement): void =>
  queueMicrotask(() => element.isConnected && element.focus());
