import { Index } from "solid-js";
import { t } from "../i18n/common.ts";

/** Grey lines where text will be; appears after 150 ms, so that quick loads never flash. */
export function Skeleton(props: { lines?: number; class?: string }) {
  const widths = ["w-3/4", "w-1/2", "w-5/6", "w-2/3"];
  return (
    <div role="status" class={`appear-late flex flex-col gap-3 p-3 ${props.class ?? ""}`}>
      <span class="sr-only">{t("loading")}</span>
      <Index each={Array.from({ length: props.lines ?? 4 })}>
        {(_line, index) => <div class={`h-3.5 rounded-sm bg-line ${widths[index % 4]}`} />}
      </Index>
    </div>
  );
}
