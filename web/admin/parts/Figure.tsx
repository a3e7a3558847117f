/** A figure above a list that filters nothing. */
export function Figure(props: { label: string; value: string | undefined }) {
  return (
    <div class="flex min-w-0 flex-col justify-between rounded-lg border border-line bg-raised px-3 py-2">
      <span class="text-xs text-quiet">{props.label}</span>
      <span class="text-lg font-semibold tabular-nums">{props.value ?? "–"}</span>
    </div>
  );
}
