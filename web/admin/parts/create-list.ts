import { type Accessor, createEffect, createResource, on } from "solid-js";
import { type ApiError, toApiError } from "../../client/error.ts";

export interface List<T> {
  /** The latest answer; undefined before the first. */
  readonly value: Accessor<T | undefined>;
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
  const value = () =>
    answer.state === "ready" || answer.state === "refreshing" ? answer.latest : undefined;
  return {
    value,
    loading: () => answer.state === "refreshing",
    error: () => (answer.state === "errored" ? toApiError(answer.error) : null),
    reload: async () => void (await refetch()),
  };
}

/** A page that is no longer there, its rows being gone, gives way to the last one. */
export function keepWithinPages(
  pages: Accessor<{ readonly page: number; readonly total_pages: number } | undefined>,
  go: (page: number) => void,
): void {
  createEffect(
    on(pages, (now) => {
      if (now !== undefined && now.page > Math.max(1, now.total_pages)) {
        go(Math.max(1, now.total_pages));
      }
    }),
  );
}
