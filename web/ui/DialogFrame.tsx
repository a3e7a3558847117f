import * as Kobalte from "@kobalte/core/dialog";
import X from "lucide-solid/icons/x";
import { t } from "../i18n/common.ts";
import type { DialogProps } from "./Dialog.tsx";

/** The field that asks for it has the focus first, else the first button after the text. */
const focusFirst = (event: Event, content: HTMLElement | undefined) => {
  const first =
    content?.querySelector<HTMLElement>("[autofocus]") ??
    content?.querySelector<HTMLElement>("[data-body] :is(input, select, textarea, button)");
  if (first == null) return;
  event.preventDefault();
  first.focus();
};

/** Holds the focus, closes by Escape and gives the focus back. */
export function DialogFrame(props: DialogProps) {
  let content: HTMLElement | undefined;
  return (
    <Kobalte.Root open={props.open} onOpenChange={(open) => !open && props.onClose()}>
      <Kobalte.Portal>
        <Kobalte.Overlay class="fixed inset-0 z-40 bg-ink/30 dark:bg-sunken/70" />
        <div class="fixed inset-0 z-40 flex items-start justify-center overflow-y-auto p-4 pt-[10vh]">
          <Kobalte.Content
            ref={(element: HTMLElement) => {
              content = element;
            }}
            onOpenAutoFocus={(event) => focusFirst(event, content)}
            class={`w-full rounded-lg border border-line bg-raised shadow-float ${props.wide === true ? "max-w-5xl" : "max-w-md"}`}
          >
            <div class="flex items-start gap-3 px-5 pt-4">
              <div class="min-w-0 flex-1">
                <Kobalte.Title class="text-lg font-semibold">{props.title}</Kobalte.Title>
                {props.description === undefined ? null : (
                  <Kobalte.Description class="mt-1 text-quiet">
                    {props.description}
                  </Kobalte.Description>
                )}
              </div>
              <Kobalte.CloseButton
                aria-label={t("close")}
                class="-mr-1.5 inline-flex size-8 items-center justify-center rounded-md pointer-coarse:size-11 text-quiet hover:bg-sunken hover:text-ink"
              >
                <X size={16} aria-hidden="true" />
              </Kobalte.CloseButton>
            </div>
            <div data-body class="px-5 pt-3 pb-5">
              {props.children}
            </div>
          </Kobalte.Content>
        </div>
      </Kobalte.Portal>
    </Kobalte.Root>
  );
}
