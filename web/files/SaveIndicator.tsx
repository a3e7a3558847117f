import { t } from "../i18n/files.ts";
import { type Indicator, indicatorOf, type SaveState } from "./save-state.ts";

const dots: Record<Indicator, string> = {
  saved: "border border-edge bg-raised",
  saving: "bg-warn",
  failed: "bg-bad",
};

/** U-184 Q3: a dot and a word, white, yellow or red. */
export function SaveIndicator(props: { state: SaveState }) {
  const indicator = () => indicatorOf(props.state);
  const text = () => {
    if (props.state.phase === "dirty") return t("unsaved");
    return t(indicator());
  };
  return (
    <p
      role="status"
      data-save={indicator()}
      class="flex min-w-30 shrink-0 items-center justify-end gap-1.5 px-3 text-xs text-quiet"
    >
      <span class={`size-2 rounded-full ${dots[indicator()]}`} aria-hidden="true" />
      {text()}
    </p>
  );
}
