import { A } from "@solidjs/router";
import { createSignal, For, lazy, Show, Suspense } from "solid-js";
import { t as account } from "../i18n/account.ts";
import { t } from "../i18n/keyboard.ts";
import { Dialog } from "../ui/Dialog.tsx";
import { rulesPage } from "./open-pages.ts";
import { me } from "./session.ts";
import { type ShortcutName, shortcutKeys } from "./shortcuts.ts";

const BeginAgain = lazy(async () => ({
  default: (await import("../tutorial/BeginAgain.tsx")).BeginAgain,
}));

const [open, setOpen] = createSignal(false);

export const openHelp = (): void => {
  setOpen(true);
};

export function KeyboardHelp() {
  return (
    <Dialog open={open()} onClose={() => setOpen(false)} title={t("title")} description={t("note")}>
      <dl class="grid grid-cols-[1fr_auto] gap-x-4 gap-y-2">
        <For each={Object.entries(shortcutKeys) as [ShortcutName, readonly string[]][]}>
          {([name, keys]) => (
            <>
              <dt>{t(name)}</dt>
              <dd class="flex justify-end gap-1">
                <For each={keys}>
                  {(key) => (
                    <kbd class="rounded-sm border border-line bg-sunken px-1.5 font-mono text-xs">
                      {key}
                    </kbd>
                  )}
                </For>
              </dd>
            </>
          )}
        </For>
      </dl>
      <p class="mt-5">
        <A href={rulesPage} onClick={() => setOpen(false)} class="text-accent underline">
          {account("rules")}
        </A>
      </p>
      <Show when={open() && me() !== null && me()?.role !== "guest"}>
        <Suspense>
          <BeginAgain onBegun={() => setOpen(false)} />
        </Suspense>
      </Show>
    </Dialog>
  );
}
