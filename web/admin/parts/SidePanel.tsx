import X from "lucide-solid/icons/x";
import { createEffect, createUniqueId, type JSX, on, onCleanup, onMount } from "solid-js";
import { t } from "../../i18n/admin-parts.ts";
import { IconButton } from "../../ui/IconButton.tsx";

/** What is open over the page and closes by Escape itself. */
const above = "[role=dialog], [role=alertdialog], [role=menu], [data-escapes]";

/**
 * The details of one row, beside the list; on narrow screens instead of it. Takes the focus when it
 * opens and when it shows another row; Escape closes it.
 */
export function SidePanel(props: {
  /** Which row: another one takes the focus to its heading. */
  of: string;
  title: JSX.Element;
  note?: JSX.Element;
  actions?: JSX.Element;
  onClose: () => void;
  children: JSX.Element;
}) {
  const id = createUniqueId();
  let heading: HTMLHeadingElement | undefined;
  createEffect(
    on(
      () => props.of,
      () => heading?.focus({ preventScroll: true }),
    ),
  );
  // Before anybody else has heard of the key: what is above is still there then.
  const close = (event: KeyboardEvent) => {
    if (event.key !== "Escape" || event.isComposing) return;
    if (document.querySelector(above) !== null) return;
    event.preventDefault();
    props.onClose();
  };
  onMount(() => window.addEventListener("keydown", close, true));
  onCleanup(() => window.removeEventListener("keydown", close, true));
  return (
    <section
      aria-labelledby={id}
      data-side-panel
      class="flex min-h-0 min-w-0 flex-col border-line bg-surface max-lg:flex-1 lg:w-[min(38rem,46vw)] lg:shrink-0 lg:border-l"
    >
      <div class="flex shrink-0 items-start gap-2 border-b border-line px-4 py-3">
        <div class="min-w-0 flex-1">
          <h2
            id={id}
            ref={(element) => (heading = element)}
            tabIndex={-1}
            class="text-lg font-semibold wrap-anywhere outline-none"
          >
            {props.title}
          </h2>
          {props.note}
        </div>
        {props.actions}
        <IconButton label={t("closePanel")} onClick={() => props.onClose()}>
          <X size={17} aria-hidden="true" />
        </IconButton>
      </div>
      {props.children}
    </section>
  );
}
