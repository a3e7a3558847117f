import { type Accessor, createEffect, createMemo, createResource, on } from "solid-js";
import { type ApiError, toApiError } from "../../client/error.ts";

export interface List<T> {
  /** The latest answer; undefined before the first. Of a page past the last one, the answer before. */
  readonly value: Accessor<T | undefined>;
  /** The last page, where a later one was asked for. */
  readonly last: Accessor<number | undefined>;
  readonly loading: Accessor<boolean>;
  readonly error: Accessor<ApiError | null>;
  readonly reload: () => Promise<void>;
}

/** What a query of the address shows. While a newer answer is awaited, the last one stays. */
export function createList<Query extends object, T>(
  query: Accessor<Query>,
  load: (query: Query) => Promise<T>,
): List<T> {
  const [answer, { refetch }] = createResource(query, load);
  const latest = () =>
    answer.state === "ready" || answer.state === "refreshing" ? answer.latest : undefined;
  const last = () => lastBefore(latest());
  const value = createMemo<T | undefined>((before) => (last() === undefined ? latest() : before));
  return {
    value,
    last,
    loading: () => answer.state === "refreshing" || last() !== undefined,
    error: () => (answer.state === "errored" ? toApiError(answer.error) : null),
    reload: async () => void (await refetch()),
  };
}

/** The last page there is, where the answer is of one past it. */
function lastBefore(answer: unknown): number | undefined {
  if (typeof answer !== "object" || answer === null) return undefined;
  const { page, total_pages: pages } = answer as { page?: unknown; total_pages?: unknown };
  if (typeof page !== "number" || typeof pages !== "number") return undefined;
  return page > Math.max(1, pages) ? Math.max(1, pages) : undefined;
}

/** A page that is no longer there, its rows being gone, gives way to the last one. */
export function keepWithinPages(
  list: { readonly last: Accessor<number | undefined> },
  go: (page: number) => void,
): void {
  createEffect(on(list.last, (last) => last !== undefined && go(last)));
}
