import ChartNoAxesColumn from "lucide-solid/icons/chart-no-axes-column";
import Copy from "lucide-solid/icons/copy";
import Download from "lucide-solid/icons/download";
import Table2 from "lucide-solid/icons/table-2";
import { createSignal, createUniqueId, type JSX, Show } from "solid-js";
import { t } from "../../i18n/chart.ts";
import { t as common } from "../../i18n/common.ts";
import { IconButton } from "../../ui/IconButton.tsx";
import { toast } from "../../ui/toast.ts";
import { ChartTable } from "./ChartTable.tsx";
import { type Series, toClipboard } from "./series.ts";

export interface ChartNumbers {
  readonly title: string;
  /** Names the first column of the table. */
  readonly axis: string;
  readonly labels: readonly string[];
  readonly series: readonly Series[];
  readonly format: (value: number) => string;
}

/** A chart with its name, what it comes to, and the same numbers as a table: to read, copy and take away. */
export function ChartFrame(props: {
  numbers: ChartNumbers;
  /** What the chart comes to, e.g. a sum with its change. */
  summary?: JSX.Element;
  /** How the numbers are to be read. */
  note?: string | undefined;
  /** Where the numbers are as CSV. */
  csv?: string | undefined;
  children: JSX.Element;
}) {
  const id = createUniqueId();
  const [asTable, setAsTable] = createSignal(false);
  const copy = async () => {
    const { axis, labels, series } = props.numbers;
    const rowOf = (at: number) => series.map((one) => one.values[at] ?? null);
    const head = [axis].concat(series.map((one) => one.name));
    const rows = labels.map((label, at) => [label as string | number | null].concat(rowOf(at)));
    await navigator.clipboard.writeText(toClipboard([head, ...rows]));
    toast({ tone: "good", text: common("copied") });
  };
  return (
    <figure
      aria-labelledby={id}
      class="flex min-w-0 flex-col rounded-lg border border-line bg-raised px-4 pt-3 pb-4"
    >
      <div class="mb-2 flex items-start gap-2">
        <div class="min-w-0 flex-1">
          <figcaption id={id} class="font-semibold">
            {props.numbers.title}
          </figcaption>
          <div class="flex flex-wrap items-baseline gap-x-2 text-sm text-quiet">
            {props.summary}
          </div>
        </div>
        <div class="-mr-2 flex shrink-0">
          <IconButton
            label={asTable() ? t("asChart") : t("asTable")}
            onClick={() => setAsTable(!asTable())}
          >
            <Show when={asTable()} fallback={<Table2 size={15} aria-hidden="true" />}>
              <ChartNoAxesColumn size={15} aria-hidden="true" />
            </Show>
          </IconButton>
          <IconButton label={t("copyTable")} onClick={() => void copy()}>
            <Copy size={15} aria-hidden="true" />
          </IconButton>
          <Show when={props.csv}>
            {(address) => (
              <a
                href={address()}
                download=""
                aria-label={t("csv", { title: props.numbers.title })}
                title={t("csvShort")}
                class="inline-flex size-8 items-center justify-center rounded-md text-quiet hover:bg-sunken hover:text-ink pointer-coarse:size-11"
              >
                <Download size={15} aria-hidden="true" />
              </a>
            )}
          </Show>
        </div>
      </div>
      <Show when={!asTable()}>{props.children}</Show>
      <div
        class={asTable() ? "relative max-h-72 overflow-auto" : "sr-only"}
        tabIndex={asTable() ? 0 : undefined}
        role={asTable() ? "region" : undefined}
        aria-label={asTable() ? props.numbers.title : undefined}
      >
        <ChartTable {...props.numbers} />
      </div>
      <Show when={props.note}>{(note) => <p class="mt-2 text-xs text-quiet">{note()}</p>}</Show>
    </figure>
  );
}
