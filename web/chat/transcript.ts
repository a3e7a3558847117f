import { createMemo, createSignal, type Accessor, type Signal } from "solid-js";
import type { Item } from "#contract/chat";
import type { ServerFrame } from "#contract/frames";
import { coalesce } from "./delta.ts";
import { addHistory, applyEvent, emptyState, type ChatState } from "./state.ts";

export interface Transcript {
  readonly state: Accessor<ChatState>;
  /** Ids of the entries drawn one below the other; tool calls stand inside their message. */
  readonly rows: Accessor<readonly string[]>;
  /** One item, followed by itself: a delta wakes only those who read this id. */
  item(id: string): Item | undefined;
  /** Takes effect with one of the next animation frames, with all that came in between. */
  push(frame: ServerFrame): void;
  /** At once, for who needs the state as of now. */
  flush(): void;
  addOlder(items: readonly Item[], hasMore: boolean): void;
}

export function createTranscript(onChange: (state: ChatState) => void = () => {}): Transcript {
  const [state, setState] = createSignal(emptyState);
  const signals = new Map<string, Signal<Item | undefined>>();
  let waiting: ServerFrame[] = [];
  let cancel: (() => void) | null = null;
  let due = 0;
  let urgent = false;

  const signalOf = (id: string): Signal<Item | undefined> => {
    let signal = signals.get(id);
    if (!signal) {
      signal = createSignal<Item | undefined>(state().items.findLast((item) => item.id === id));
      signals.set(id, signal);
    }
    return signal;
  };

  const show = (next: ChatState) => {
    const before = new Set(state().items);
    const present = new Set<string>();
    for (const item of next.items) {
      present.add(item.id);
      if (!before.has(item)) signals.get(item.id)?.[1](item);
    }
    for (const [id, signal] of signals) if (!present.has(id)) signal[1](undefined);
    setState(next);
    onChange(next);
  };

  const flush = () => {
    cancel?.();
    cancel = null;
    urgent = false;
    if (waiting.length === 0) return;
    const began = performance.now();
    const frames = coalesce(waiting);
    waiting = [];
    show(frames.reduce(applyEvent, state()));
    pace(began);
  };

  /** The next change waits for as long as this one kept the page busy, its layout included. */
  const pace = (began: number) => {
    due = began + readable;
    setTimeout(() => {
      const now = performance.now();
      due = Math.max(due, now + Math.min(now - began, longestPause));
    });
  };

  const rows = createMemo(() => rowsOf(state().items), [], { equals: sameIds });
  return {
    state,
    rows,
    item: (id) => signalOf(id)[0](),
    push: (frame) => {
      waiting.push(frame);
      // Only growing text can wait: a question or an end is shown with the next frame.
      if (frame.type !== "delta") urgent = true;
      cancel ??= soon(flush, () => (urgent ? 0 : due));
    },
    flush,
    addOlder: (items, hasMore) => {
      flush();
      show(addHistory(state(), items, hasMore));
    },
  };
}

function rowsOf(items: readonly Item[]): string[] {
  const nested = new Set<string>();
  for (const item of items) {
    if (item.kind !== "assistant") continue;
    for (const block of item.blocks) if (block.type === "tool_use") nested.add(block.id);
  }
  return items.filter((item) => !nested.has(item.id)).map((item) => item.id);
}

const sameIds = (a: readonly string[], b: readonly string[]): boolean =>
  a.length === b.length && a.every((id, index) => id === b[index]);

/** Text that comes faster than 30 times a second is not read any faster. */
const readable = 32;

/** However busy the page is, its text moves on. */
const longestPause = 250;

/** With a frame of the screen that is due, or a moment later where the page is hidden and has none. */
function soon(run: () => void, due: () => number): () => void {
  if (document.visibilityState !== "visible") {
    const timer = setTimeout(run, 50);
    return () => clearTimeout(timer);
  }
  const step = () => {
    if (performance.now() < due()) frame = requestAnimationFrame(step);
    else run();
  };
  let frame = requestAnimationFrame(step);
  return () => cancelAnimationFrame(frame);
}
