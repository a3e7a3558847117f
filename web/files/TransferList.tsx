import X from "lucide-solid/icons/x";
import { For, Show } from "solid-js";
import { t as common } from "../i18n/common.ts";
import { t } from "../i18n/files.ts";
import { bytes } from "../i18n/format.ts";
import { dismissTransfer, transfers } from "./transfers.ts";

/** Uploads and imports: how far each is, with a way to cancel it. */
export function TransferList(props: { class?: string }) {
  return (
    <Show when={transfers().length > 0}>
      <ul
        aria-label={t("transfers")}
        class={`flex flex-col gap-2 bg-raised p-3 ${props.class ?? "border-t border-line"}`}
      >
        <For each={transfers()}>
          {(one) => (
            <li class="flex items-center gap-2 text-sm">
              <div class="min-w-0 flex-1">
                <p class="truncate">{one.label}</p>
                <Show
                  when={one.error}
                  fallback={
                    <>
                      <progress
                        class="my-1.5 w-full"
                        aria-label={one.label}
                        max={one.total}
                        value={one.sent}
                      />
                      <p class="text-xs text-quiet tabular-nums">
                        {one.sent >= one.total
                          ? t("processing")
                          : `${bytes(one.sent)} / ${bytes(one.total)}`}
                      </p>
                    </>
                  }
                >
                  {(error) => (
                    <p role="alert" class="text-bad">
                      {error().message} — {error().remedy}
                    </p>
                  )}
                </Show>
              </div>
              <button
                type="button"
                class="inline-flex size-7 shrink-0 items-center justify-center rounded-md text-quiet hover:bg-sunken hover:text-ink pointer-coarse:size-11"
                aria-label={
                  one.error === null
                    ? `${common("cancel")}: ${one.label}`
                    : `${common("dismiss")}: ${one.label}`
                }
                onClick={() => (one.error === null ? one.cancel() : dismissTransfer(one.id))}
              >
                <X size={14} aria-hidden="true" />
              </button>
            </li>
          )}
        </For>
      </ul>
    </Show>
  );
}
