import { createMemo, createSignal, For } from "solid-js";
import { t } from "../../i18n/chart.ts";
import { slicePath } from "./scale.ts";

export interface Slice {
  readonly name: string;
  readonly value: number;
}

/** From dark to light, so that slices side by side differ without colour, too. */
const fills = [
  "var(--accent)",
  "var(--info)",
  "var(--good)",
  "var(--warn)",
  "var(--quiet)",
  "var(--edge)",
  "color-mix(in srgb, var(--edge) 55%, var(--raised))",
];

/** More slices than can be told apart are put together. */
function mostAndRest(slices: readonly Slice[], most = fills.length): Slice[] {
  const sorted = slices.filter((one) => one.value > 0).sort((a, b) => b.value - a.value);
  if (sorted.length <= most) return sorted;
  const rest = sorted.slice(most - 1).reduce((sum, one) => sum + one.value, 0);
  return [...sorted.slice(0, most - 1), { name: t("rest"), value: rest }];
}

/** Shares of a whole. The legend names each with its share; pressed by nobody, read by everybody. */
export function Pie(props: { slices: readonly Slice[]; format: (value: number) => string }) {
  const [active, setActive] = createSignal<number | null>(null);
  const shown = createMemo(() => {
    const slices = mostAndRest(props.slices);
    const all = slices.reduce((sum, one) => sum + one.value, 0);
    let from = 0;
    return slices.map((slice, at) => {
      const share = all === 0 ? 0 : slice.value / all;
      const start = from;
      from += share;
      return {
        name: slice.name,
        value: slice.value,
        share: `${(share * 100).toFixed(1)}%`,
        fill: fills[at],
        path: slicePath(start, from, 80, 46),
      };
    });
  });
  const dim = (at: number) => (active() === null || active() === at ? 1 : 0.4);
  return (
    <div class="flex flex-wrap items-center gap-x-6 gap-y-3">
      <svg viewBox="-84 -84 168 168" class="size-44 shrink-0" aria-hidden="true">
        <For each={shown()}>
          {(slice, at) => (
            <path
              d={slice.path}
              fill={slice.fill}
              stroke="var(--raised)"
              stroke-width={1.5}
              opacity={dim(at())}
              onPointerEnter={() => setActive(at())}
              onPointerLeave={() => setActive(null)}
            >
              <title>{`${slice.name}: ${props.format(slice.value)} (${slice.share})`}</title>
            </path>
          )}
        </For>
      </svg>
      <ul class="min-w-44 flex-1 text-sm" aria-hidden="true">
        <For each={shown()}>
          {(slice, at) => (
            <li
              class="flex items-center gap-2 py-0.5 transition-opacity"
              style={{ opacity: dim(at()) }}
              onPointerEnter={() => setActive(at())}
              onPointerLeave={() => setActive(null)}
            >
              <span class="size-2.5 shrink-0 rounded-sm" style={{ background: slice.fill }} />
              <span class="min-w-0 flex-1 truncate">{slice.name}</span>
              <span class="text-quiet tabular-nums">{props.format(slice.value)}</span>
              <span class="w-14 text-right tabular-nums">{slice.share}</span>
            </li>
          )}
        </For>
      </ul>
    </div>
  );
}
