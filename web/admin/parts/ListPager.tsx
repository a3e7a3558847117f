import { Show } from "solid-js";
import { Pagination } from "./Pagination.tsx";

interface Place {
  readonly page: number;
  readonly limit: number;
}

/** The foot of a list by pages, once it is known; where it stands is kept in the address. */
export function ListPager(props: {
  list: (Place & { readonly total: number }) | undefined;
  query: { readonly set: (place: Partial<Place>) => void };
}) {
  return (
    <Show when={props.list}>
      {(list) => (
        <Pagination
          page={list().page}
          limit={list().limit}
          total={list().total}
          onPage={(page) => props.query.set({ page })}
          onLimit={(limit) => props.query.set({ limit })}
        />
      )}
    </Show>
  );
}
