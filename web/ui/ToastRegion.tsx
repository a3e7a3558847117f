import X from "lucide-solid/icons/x";
import { For, Show } from "solid-js";
import { t } from "../i18n/common.ts";
import { Button } from "./Button.tsx";
import { dismissToast, type Toast, toasts } from "./toast.ts";

const marks: Record<Toast["tone"], string> = {
  good: "bg-good",
  bad: "bg-bad",
  info: "bg-info",
  warn: "bg-warn",
};

/** One per page. Announced politely; never takes the focus, and stands where no button is. */
export function ToastRegion() {
  return (
    <section
      aria-label={t("notifications")}
      aria-live="polite"
      class="pointer-events-none fixed top-2 left-1/2 z-50 flex w-80 max-w-[calc(100vw-2rem)] -translate-x-1/2 flex-col gap-2 max-sm:top-14"
    >
      <For each={toasts()}>
        {(one) => (
          <div class="pointer-events-auto flex items-center gap-2 overflow-hidden rounded-md border border-line bg-raised pr-1 shadow-float">
            <span class={`w-1 self-stretch ${marks[one.tone]}`} aria-hidden="true" />
            <p class="min-w-0 flex-1 py-2 pl-1.5 text-sm wrap-anywhere">{one.text}</p>
            <Show when={one.action}>
              {(action) => (
                <Button
                  size="small"
                  kind="quiet"
                  onClick={() => {
                    action().run();
                    dismissToast(one.id);
                  }}
                >
                  {action().label}
                </Button>
              )}
            </Show>
            <button
              type="button"
              aria-label={t("dismiss")}
              class="inline-flex size-7 items-center justify-center rounded-md text-quiet hover:bg-sunken hover:text-ink pointer-coarse:size-11"
              onClick={() => dismissToast(one.id)}
            >
              <X size={14} aria-hidden="true" />
            </button>
          </div>
        )}
      </For>
    </section>
  );
}
