import { createMemo, createSignal, Show } from "solid-js";
import { t } from "../i18n/chat-tool.ts";
import { count } from "../i18n/format.ts";
import { fold } from "./fold.ts";

/** Plain output; long output shows its beginning and end, and says how long it is. */
export function Folded(props: { text: string; total?: number }) {
  const [open, setOpen] = createSignal(false);
  const folded = createMemo(() => fold(props.text));
  const total = () => Math.max(props.total ?? 0, props.text.length);
  return (
    <div>
      <pre class="chat-output" tabindex="0">
        <Show when={folded() !== null && !open()} fallback={props.text}>
          {folded()?.head}
          {"\n⋯\n"}
          {folded()?.tail}
        </Show>
      </pre>
      <Show when={folded()}>
        <button
          type="button"
          aria-expanded={open()}
          class="px-3 py-1 text-xs text-accent hover:underline"
          onClick={() => setOpen(!open())}
        >
          {open() ? t("showLess") : t("showAll", { size: count(props.text.length) })}
        </button>
      </Show>
      <Show when={total() > props.text.length}>
        <p class="px-3 pb-1 text-xs text-quiet">{t("truncated", { size: count(total()) })}</p>
      </Show>
    </div>
  );
}
