export function Logo(props: { size: number }) {
  return (
    <svg width={props.size} height={props.size} viewBox="0 0 32 32" aria-hidden="true">
      <rect width="32" height="32" rx="7" class="fill-accent" />
      <path
        d="M6 12 16 6l10 6M9 13v6M23 13v6M5 21h22M5 25.5h22"
        class="fill-transparent stroke-on-accent"
        stroke-width="2.4"
        stroke-linecap="round"
        stroke-linejoin="round"
      />
    </svg>
  );
}
