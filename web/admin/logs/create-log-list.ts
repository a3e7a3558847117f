import { type Accessor, batch, createEffect, createSignal, on, onCleanup } from "solid-js";
import { type ApiError, toApiError } from "../../client/error.ts";

/** How far a search came: back to a time, or in the order of people to somebody. */
export interface Reached {
  readonly until: string | null;
  readonly until_person: { readonly id: string | null; readonly name: string | null } | null;
}

/** What a list of a log answers. */
export interface LogAnswer<Row> {
  readonly items: readonly Row[];
  readonly total: number;
  readonly total_is_estimate: boolean;
  readonly page: number;
  readonly next_cursor: string | null;
  readonly prev_cursor: string | null;
  readonly tail_cursor: string;
  readonly searched: (Reached & { readonly complete: boolean }) | null;
}

export interface LogStep {
  readonly limit: number;
  readonly cursor: string | undefined;
  readonly signal: AbortSignal;
}

export interface Asked {
  readonly limit: number;
  readonly cursor: string;
  readonly back: "1" | undefined;
}

export interface LogList<Row> {
  /** Undefined before the first answer. */
  readonly rows: Accessor<readonly Row[] | undefined>;
  readonly total: Accessor<{
    readonly count: number;
    /** There are more than were counted. */
    readonly atLeast: boolean;
    readonly page: number;
  }>;
  readonly next: Accessor<string | null>;
  readonly prev: Accessor<string | null>;
  readonly tail: Accessor<string | null>;
  /** How far a search came that goes on by itself, or was stopped on its way. */
  readonly search: Accessor<(Reached & { readonly going: boolean }) | null>;
  readonly loading: Accessor<boolean>;
  readonly error: Accessor<ApiError | null>;
  readonly stop: () => void;
  readonly reload: () => void;
}

/** Between two steps: a search through everything stays below what a caller may ask a minute. */
const pauseMs = 40;

/**
 * One page of a log. Where the server looks at a bounded number of rows, the search goes on by itself
 * until the page is full, all was looked at, or it is stopped.
 */
export function createLogList<Query extends Asked, Row>(
  query: Accessor<Query | null>,
  load: (query: Query, step: LogStep) => Promise<LogAnswer<Row>>,
): LogList<Row> {
  const [rows, setRows] = createSignal<readonly Row[]>();
  const [total, setTotal] = createSignal({ count: 0, atLeast: false, page: 1 });
  const [next, setNext] = createSignal<string | null>(null);
  const [prev, setPrev] = createSignal<string | null>(null);
  const [tail, setTail] = createSignal<string | null>(null);
  const [search, setSearch] = createSignal<(Reached & { going: boolean }) | null>(null);
  const [loading, setLoading] = createSignal(false);
  const [error, setError] = createSignal<ApiError | null>(null);
  const [version, setVersion] = createSignal(0);
  let running: AbortController | undefined;
  let stopped = false;

  async function run(now: Query, signal: AbortSignal): Promise<void> {
    const back = now.back === "1";
    let found: readonly Row[] = [];
    let cursor = now.cursor === "" ? undefined : now.cursor;
    let first: LogAnswer<Row> | undefined;
    for (;;) {
      const answer = await load(now, { limit: now.limit - found.length, cursor, signal });
      if (signal.aborted) return;
      first ??= answer;
      found = back ? [...answer.items, ...found] : [...found, ...answer.items];
      const onwards = back ? answer.prev_cursor : answer.next_cursor;
      const enough =
        found.length >= now.limit || answer.searched?.complete !== false || onwards === null;
      const going = !enough && !stopped;
      const [start, end] = [first, answer];
      batch(() => {
        setRows(found);
        setTotal({ count: end.total, atLeast: end.total_is_estimate, page: start.page });
        setNext(back ? start.next_cursor : end.next_cursor);
        setPrev(back ? end.prev_cursor : start.prev_cursor);
        setTail(start.tail_cursor);
        const { until = null, until_person = null } = answer.searched ?? {};
        setSearch(enough ? null : { until, until_person, going });
        setLoading(false);
      });
      if (!going) return;
      cursor = onwards;
      await new Promise((done) => setTimeout(done, pauseMs));
      if (signal.aborted) return;
    }
  }

  createEffect(
    on([query, version], ([now]) => {
      running?.abort();
      if (now === null) {
        // Nothing is asked for: what is there stays, and nothing is awaited.
        setRows((before) => before ?? []);
        setLoading(false);
        return;
      }
      const own = new AbortController();
      running = own;
      stopped = false;
      batch(() => {
        setLoading(true);
        setError(null);
        setSearch(null);
      });
      run(now, own.signal).catch((cause: unknown) => {
        if (own.signal.aborted) return;
        batch(() => {
          setError(toApiError(cause));
          setLoading(false);
        });
      });
    }),
  );
  onCleanup(() => running?.abort());

  return {
    rows,
    total,
    next,
    prev,
    tail,
    search,
    loading,
    error,
    stop: () => {
      stopped = true;
    },
    reload: () => setVersion(version() + 1),
  };
}
