import * as Kobalte from "@kobalte/core/dialog";
import X from "lucide-solid/icons/x";
import { createEffect, createSignal, onCleanup, Show } from "solid-js";
import { t } from "../i18n/common.ts";
import { Button } from "./Button.tsx";
import type { DialogProps } from "./Dialog.tsx";
import { giveBack, type Place, placeOf } from "./give-back.ts";
import { LeaveGuard, takeFocus, type LeaveQuestion } from "./leave-guard.ts";
import { guardUnsaved, NothingUnsaved, unsavedQuestion } from "./unsaved.ts";

/**
 * The field that asks for it has the focus first, in a menu the page one is on, else what comes first
 * after the text; but no box, which a key would tick.
 */
const focusFirst = (event: Event, content: HTMLElement | undefined) => {
  const first =
    content?.querySelector<HTMLElement>("[autofocus]") ??
    content?.querySelector<HTMLElement>("[data-body] [aria-current=page]") ??
    content?.querySelector<HTMLElement>(
      "[data-body] :is(input:not([type=checkbox]), select, textarea, button)",
    );
  if (first == null) return;
  event.preventDefault();
  first.focus();
};

/** Where the dialog that closed last came from: what follows on it in the same breath goes back there, too. */
let cameFrom: Place | null = null;

/** In ms: for so long after a dialog has gone nobody has the focus. */
const moment = 500;

/** Outside a form a box or a choice is saved as it is changed. */
const isSavedAtOnce = (target: Element): boolean =>
  target.matches("select, [type=checkbox]") && target.closest("form") === null;

/**
 * Holds the focus, closes by Escape and gives the focus back. A long form somebody has typed into is
 * not lost by a key, a press beside it or a step to another page: it asks first. So it does over what
 * is shown only once.
 */
export function DialogFrame(props: DialogProps) {
  let content: HTMLElement | undefined;
  let before: Place | null = null;
  const [typed, setTyped] = createSignal(false);
  const [leaving, setLeaving] = createSignal<LeaveQuestion | null>(null);
  onCleanup(() => {
    cameFrom = before;
    setTimeout(() => {
      cameFrom = null;
    }, moment);
  });
  let asked: (() => LeaveQuestion | null) | null = null;
  const guard = (ask: typeof asked) => {
    asked = ask;
    setLeaving(null);
  };
  const isUnsaved = () => props.open && props.wide === true && typed();
  const form = () => (isUnsaved() ? unsavedQuestion() : null);
  const close = () => {
    if (setLeaving(asked === null ? form() : asked()) === null) props.onClose();
  };
  guardUnsaved(isUnsaved);
  const stay = () => {
    setLeaving(null);
    content?.focus();
  };
  createEffect(() => {
    if (props.open) return;
    setTyped(false);
    setLeaving(null);
  });
  return (
    <Kobalte.Root open={props.open} onOpenChange={(open) => !open && close()}>
      <Kobalte.Portal>
        <Kobalte.Overlay class="fixed inset-0 z-40 bg-ink/30 dark:bg-sunken/70" />
        <div class="fixed inset-0 z-40 flex items-start justify-center overflow-y-auto p-4 pt-[10vh]">
          <Kobalte.Content
            ref={(element: HTMLElement) => {
              content = element;
            }}
            onInput={({ target }: InputEvent) =>
              !isSavedAtOnce(target as Element) && setTyped(true)
            }
            onOpenAutoFocus={(event) => {
              before = placeOf(document.activeElement) ?? cameFrom;
              focusFirst(event, content);
            }}
            // Without a trigger of its own the library gives it to nobody.
            onCloseAutoFocus={(event) => {
              const isTaken = event.defaultPrevented;
              event.preventDefault();
              if (!isTaken && before !== null) giveBack(before);
            }}
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
              <NothingUnsaved.Provider value={() => setTyped(false)}>
                <LeaveGuard.Provider value={guard}>{props.children}</LeaveGuard.Provider>
              </NothingUnsaved.Provider>
            </div>
            <Show when={leaving()}>
              {(question) => (
                <div
                  role="alert"
                  class="sticky bottom-0 flex flex-wrap items-center gap-2 rounded-b-lg border-t border-line bg-warn-soft px-5 py-3 print:hidden"
                >
                  <p class="min-w-0 flex-1 basis-56">{question().text}</p>
                  <Button onClick={() => props.onClose()}>{question().leave}</Button>
                  <Button kind="primary" ref={takeFocus} onClick={stay}>
                    {question().stay}
                  </Button>
                </div>
              )}
            </Show>
          </Kobalte.Content>
        </div>
      </Kobalte.Portal>
    </Kobalte.Root>
  );
}
