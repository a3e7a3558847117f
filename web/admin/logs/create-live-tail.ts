import { type Accessor, createEffect, createMemo, createSignal, on, onCleanup } from "solid-js";

const every = 2000;
/** Rows of the live view: beyond them the list is read anew, whose pages have them all. */
const most = 200;

/** Why new rows wait: the reader asked for it, has scrolled away from the top, or has a hand on the list. */
type Reason = "asked" | "scrolled" | "pointed";

export interface LiveTail<Row> {
  readonly rows: Accessor<readonly Row[]>;
  /** Arrived while paused; shown when it goes on. */
  readonly waiting: Accessor<number>;
  readonly hold: (why: Reason, on: boolean) => void;
  readonly paused: Accessor<boolean>;
  /** Goes on, whatever held it. */
  readonly resume: () => void;
  /** How often it was told to go on: the list is at its top then. */
  readonly resumed: Accessor<number>;
}

/**
 * What is written while somebody watches, asked for by the clock. It pauses when asked, under the
 * pointer and where the reader has scrolled: rows do not move away from who reads them. Where more
 * came than it holds, `reload` reads the list anew: no record is left out in between.
 */
export function createLiveTail<Row>(
  watching: Accessor<boolean>,
  start: Accessor<string | null>,
  load: (
    cursor: string,
    signal: AbortSignal,
  ) => Promise<{ items: readonly Row[]; tail_cursor: string; is_cut: boolean }>,
  reload: () => void,
): LiveTail<Row> {
  const [rows, setRows] = createSignal<readonly Row[]>([]);
  const [held, setHeld] = createSignal<readonly Row[]>([]);
  const [arrived, setArrived] = createSignal(0);
  const [reasons, setReasons] = createSignal<readonly Reason[]>([]);
  const [resumed, setResumed] = createSignal(0);
  const paused = createMemo(() => reasons().length > 0);
  const hold = (why: Reason, isOn: boolean) =>
    setReasons((now) => [...now.filter((one) => one !== why), ...(isOn ? [why] : [])]);

  let isCut = false;
  const forget = () => {
    setHeld([]);
    setArrived(0);
    isCut = false;
  };
  const show = (fresh: readonly Row[]) => {
    const all = [...fresh, ...rows()];
    const isTooMuch = isCut || all.length > most;
    forget();
    if (isTooMuch) reload();
    else setRows(all);
  };

  createEffect(
    on([watching, start], ([isOn, from]) => {
      setRows([]);
      forget();
      if (!isOn) hold("asked", false);
      if (!isOn || from === null) return;
      let cursor = from;
      const stop = new AbortController();
      let timer: ReturnType<typeof setTimeout>;
      const look = async () => {
        try {
          const fresh = await load(cursor, stop.signal);
          if (stop.signal.aborted) return;
          cursor = fresh.tail_cursor;
          const all = [...fresh.items, ...held()];
          isCut ||= fresh.is_cut || all.length > most;
          if (paused()) {
            setArrived((before) => before + fresh.items.length);
            setHeld(all.slice(0, most));
          } else if (isCut || all.length > 0) show(all);
        } catch {
          // The next look asks from the same place.
        }
        if (!stop.signal.aborted) timer = setTimeout(() => void look(), every);
      };
      timer = setTimeout(() => void look(), every);
      onCleanup(() => {
        stop.abort();
        clearTimeout(timer);
      });
    }),
  );
  createEffect(
    on(paused, (now) => {
      if (!now && (isCut || held().length > 0)) show(held());
    }),
  );
  const resume = () => {
    setReasons([]);
    setResumed((times) => times + 1);
  };
  return { rows, waiting: arrived, hold, paused, resume, resumed };
}
