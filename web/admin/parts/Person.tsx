/** Somebody's name behind their first letter. */
export function Person(props: { name: string; note?: string | undefined }) {
  const initial = () => [...props.name.trim()][0]?.toUpperCase() ?? "?";
  return (
    <span
      class="inline-flex max-w-[min(14rem,100%)] items-center gap-2 max-sm:max-w-[calc(46vw-1.5rem)] in-[td]:group-has-[[data-side-panel]]/page:max-w-36"
      title={props.note ?? props.name}
    >
      <span
        aria-hidden="true"
        class="inline-flex size-6 shrink-0 items-center justify-center rounded-full bg-info-soft text-xs font-semibold text-info"
      >
        {initial()}
      </span>
      <span class="truncate">{props.name}</span>
    </span>
  );
}
