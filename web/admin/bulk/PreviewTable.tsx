import { For, type JSX, Show } from "solid-js";

export interface PreviewColumn<Row> {
  readonly label: string;
  readonly cell: (row: Row) => JSX.Element;
  readonly numeric?: boolean;
  /** What is long goes on below instead of being cut. */
  readonly wraps?: boolean;
}

/** What an operation would do, row by row. */
export function PreviewTable<Row>(props: {
  label: string;
  columns: readonly PreviewColumn<Row>[];
  rows: readonly Row[];
  /** Of what more there is. */
  note?: string | undefined;
}) {
  return (
    <div>
      <div
        role="region"
        aria-label={props.label}
        tabIndex={0}
        class="relative max-h-96 overflow-auto rounded-lg border border-line bg-raised"
      >
        <table class="w-full border-separate border-spacing-0 text-sm">
          <caption class="sr-only">{props.label}</caption>
          <thead>
            <tr>
              <For each={props.columns}>
                {(column) => (
                  <th
                    scope="col"
                    class="sticky top-0 border-b border-line bg-sunken px-3 py-1.5 text-left font-medium whitespace-nowrap text-quiet"
                    classList={{ "text-right!": column.numeric === true }}
                  >
                    {column.label}
                  </th>
                )}
              </For>
            </tr>
          </thead>
          <tbody>
            <For each={props.rows}>
              {(row) => (
                <tr>
                  <For each={props.columns}>
                    {(column) => {
                      const shown = column.cell(row);
                      return (
                        <td
                          class="border-b border-line px-3 py-1.5"
                          classList={{
                            "text-right tabular-nums": column.numeric === true,
                            "min-w-52": column.wraps === true,
                            "max-w-72 truncate": column.wraps !== true,
                          }}
                          title={typeof shown === "string" ? shown : undefined}
                        >
                          {shown}
                        </td>
                      );
                    }}
                  </For>
                </tr>
              )}
            </For>
          </tbody>
        </table>
      </div>
      <Show when={props.note}>{(note) => <p class="mt-1 text-sm text-quiet">{note()}</p>}</Show>
    </div>
  );
}
