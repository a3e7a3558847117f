import { createEffect, createSignal, createUniqueId, For, on } from "solid-js";
import { t } from "../i18n/keyboard.ts";
import { Dialog } from "../ui/Dialog.tsx";
import { fieldClass } from "../ui/TextField.tsx";
import { type Command, matching } from "./palette-match.ts";

/** Ctrl+K: type a few letters of a command or a file, Enter runs it. */
export function Palette(props: {
  open: boolean;
  onClose: () => void;
  commands: readonly Command[];
}) {
  const id = createUniqueId();
  const [typed, setTyped] = createSignal("");
  const [at, setAt] = createSignal(0);
  const found = () => matching(props.commands, typed());

  createEffect(
    on(
      () => props.open,
      () => {
        setTyped("");
        setAt(0);
      },
    ),
  );
  const run = (command: Command | undefined) => {
    if (command === undefined) return;
    props.onClose();
    command.run();
  };
  const key = (event: KeyboardEvent) => {
    if (event.isComposing) return;
    const count = Math.max(1, found().length);
    if (event.key === "ArrowDown") setAt((at() + 1) % count);
    else if (event.key === "ArrowUp") setAt((at() - 1 + count) % count);
    else if (event.key === "Enter") run(found()[at()]);
    else return;
    event.preventDefault();
  };

  return (
    <Dialog open={props.open} onClose={props.onClose} title={t("paletteTitle")}>
      <input
        role="combobox"
        aria-label={t("palette")}
        aria-expanded="true"
        aria-controls={`${id}-list`}
        aria-activedescendant={found().length > 0 ? `${id}-${at()}` : undefined}
        placeholder={t("palette")}
        autofocus
        class={fieldClass}
        value={typed()}
        onInput={(event) => {
          setTyped(event.currentTarget.value);
          setAt(0);
        }}
        onKeyDown={key}
      />
      <ul id={`${id}-list`} role="listbox" aria-label={t("paletteTitle")} class="mt-2">
        <For each={found()} fallback={<li class="p-2 text-quiet">{t("nothing")}</li>}>
          {(command, index) => (
            <li
              id={`${id}-${index()}`}
              role="option"
              aria-selected={index() === at()}
              class="flex cursor-pointer items-center gap-2 rounded-sm px-2 py-1.5 pointer-coarse:py-2.5"
              classList={{ "bg-accent-soft": index() === at() }}
              onPointerMove={() => setAt(index())}
              onClick={() => run(command)}
            >
              <span class="min-w-0 flex-1 truncate">{command.label}</span>
              {command.shortcut === undefined ? null : (
                <kbd class="font-mono text-xs text-quiet pointer-coarse:hidden">
                  {command.shortcut}
                </kbd>
              )}
            </li>
          )}
        </For>
      </ul>
    </Dialog>
  );
}
