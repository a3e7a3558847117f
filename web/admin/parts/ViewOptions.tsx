import Settings2 from "lucide-solid/icons/sliders-horizontal";
import { createSignal, createUniqueId, For, onCleanup, onMount, Show } from "solid-js";
import { t } from "../../i18n/admin-parts.ts";
import { Button } from "../../ui/Button.tsx";
import { Checkbox } from "../../ui/Checkbox.tsx";
import type { TableMemory } from "./table-memory.ts";

interface Choice {
  readonly key: string;
  readonly label: string;
  readonly optional?: boolean;
}

/** Which columns a table shows, and how dense its rows are. */
export function ViewOptions(props: { columns: readonly Choice[]; memory: TableMemory }) {
  const [open, setOpen] = createSignal(false);
  let button: HTMLButtonElement | undefined;
  const id = createUniqueId();
  return (
    <div class="relative">
      <Button
        ref={(element) => (button = element)}
        class="h-9"
        aria-expanded={open()}
        aria-controls={id}
        onClick={() => setOpen(!open())}
      >
        <Settings2 size={15} aria-hidden="true" />
        {t("view")}
      </Button>
      <Show when={open()}>
        <Panel
          id={id}
          button={button}
          onClose={(back) => {
            setOpen(false);
            if (back) button?.focus();
          }}
          {...props}
        />
      </Show>
    </div>
  );
}

function Panel(props: {
  id: string;
  button: HTMLElement | undefined;
  columns: readonly Choice[];
  memory: TableMemory;
  onClose: (back: boolean) => void;
}) {
  let panel: HTMLDivElement | undefined;
  const outside = (event: Event) => {
    const target = event.target as Node;
    if (panel?.contains(target) || props.button?.contains(target)) return;
    props.onClose(false);
  };
  const escape = (event: KeyboardEvent) => {
    if (event.key !== "Escape") return;
    event.preventDefault();
    props.onClose(true);
  };
  onMount(() => {
    document.addEventListener("keydown", escape);
    document.addEventListener("pointerdown", outside);
    document.addEventListener("focusin", outside);
  });
  onCleanup(() => {
    document.removeEventListener("keydown", escape);
    document.removeEventListener("pointerdown", outside);
    document.removeEventListener("focusin", outside);
  });
  return (
    <div
      ref={(element) => (panel = element)}
      id={props.id}
      role="group"
      aria-label={t("view")}
      data-escapes
      class="absolute right-0 z-30 mt-1 flex w-60 flex-col gap-3 rounded-md border border-line bg-raised p-3 shadow-float"
    >
      <fieldset class="flex flex-col gap-1.5">
        <legend class="mb-1 text-sm font-medium text-quiet">{t("columns")}</legend>
        <For each={props.columns.slice(1)}>
          {(column) => (
            <Checkbox
              label={column.label}
              checked={props.memory.isShown(column.key, column.optional !== true)}
              onChange={(shown) => props.memory.show(column.key, shown)}
            />
          )}
        </For>
      </fieldset>
      <fieldset class="border-t border-line pt-2">
        <legend class="sr-only">{t("density")}</legend>
        <Checkbox
          label={t("dense")}
          checked={props.memory.density() === "dense"}
          onChange={(dense) => props.memory.setDensity(dense ? "dense" : "normal")}
        />
      </fieldset>
    </div>
  );
}
