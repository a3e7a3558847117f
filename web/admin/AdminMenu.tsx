import MenuIcon from "lucide-solid/icons/menu";
import { createSignal, For, onCleanup, Show } from "solid-js";
import { isAlone } from "../app/session.ts";
import { t } from "../i18n/admin.ts";
import { Dialog } from "../ui/Dialog.tsx";
import { firingAlerts } from "./firing-alerts.ts";
import { addressOf, isThere, type PageName, sections } from "./page.ts";
import { pendingRequests } from "./pending-requests.ts";

/** What asks for somebody's eyes behind an entry. */
function markOf(name: PageName): { count: number; text: string } {
  if (name === "requests")
    return { count: pendingRequests(), text: t("waiting", { count: pendingRequests() }) };
  if (name === "notifications")
    return { count: firingAlerts(), text: t("firing", { count: firingAlerts() }) };
  return { count: 0, text: "" };
}

/** The console's menu: at the side, and on a phone behind a bar that says where one is. */
export function AdminMenu(props: { page: PageName }) {
  return (
    <>
      <nav
        aria-label={t("menu")}
        class="relative w-48 shrink-0 overflow-y-auto border-r border-line bg-surface px-2 py-4 max-md:hidden"
      >
        <MenuList page={props.page} id="menu" />
      </nav>
      <PhoneMenu page={props.page} />
    </>
  );
}

function PhoneMenu(props: { page: PageName }) {
  const [open, setOpen] = createSignal(false);
  let button: HTMLButtonElement | undefined;
  // A step of its own, so that Back closes the menu and stays on the page.
  const show = () => {
    history.pushState({ ...history.state }, "");
    setOpen(true);
  };
  const hide = () => {
    if (!open()) return;
    setOpen(false);
    // What had the focus is gone with the list.
    queueMicrotask(() => button?.focus());
  };
  const close = () => open() && history.back();
  window.addEventListener("popstate", hide);
  onCleanup(() => window.removeEventListener("popstate", hide));
  const marks = () => (["requests", "notifications"] as const).map(markOf);
  const waits = () => marks().filter(({ count }) => count > 0);
  return (
    <div class="border-b border-line bg-surface px-2 py-1 md:hidden">
      <button
        ref={(element) => (button = element)}
        type="button"
        aria-haspopup="dialog"
        aria-expanded={open()}
        class="flex min-h-11 w-full items-center gap-2.5 rounded-md px-2 text-left font-medium hover:bg-sunken"
        onClick={show}
      >
        <MenuIcon size={18} aria-hidden="true" />
        <span class="sr-only">{t("openMenu", { page: t(props.page) })}</span>
        <span aria-hidden="true" class="min-w-0 flex-1 truncate">
          {t(props.page)}
        </span>
        <Show when={waits().length > 0}>
          <Mark
            count={waits().reduce((sum, { count }) => sum + count, 0)}
            text={waits()
              .map(({ text }) => text)
              .join(", ")}
          />
        </Show>
      </button>
      <Dialog open={open()} onClose={close} title={t("menu")}>
        <nav aria-label={t("menu")}>
          <MenuList page={props.page} id="phone-menu" onChosen={hide} />
        </nav>
      </Dialog>
    </div>
  );
}

function MenuList(props: {
  page: PageName;
  id: string;
  /** The page that is chosen takes the place of the menu's own step. */
  onChosen?: () => void;
}) {
  const shown = () =>
    sections
      .map(({ name, pages }) => ({ name, pages: pages.filter((one) => isThere(one, isAlone())) }))
      .filter(({ pages }) => pages.length > 0);
  return (
    <div class="flex flex-col gap-4">
      <For each={shown()}>
        {(section) => (
          <section aria-labelledby={`${props.id}-${section.name}`}>
            <h2
              id={`${props.id}-${section.name}`}
              class="mb-1 px-3 text-xs font-medium text-quiet"
              classList={{ "sr-only": section.name === "start" }}
            >
              {t(`group_${section.name}`)}
            </h2>
            <ul
              class="gap-1"
              classList={{
                "grid grid-cols-2": props.onChosen !== undefined,
                "flex flex-col": props.onChosen === undefined,
              }}
            >
              <For each={section.pages}>
                {(name) => (
                  <MenuItem name={name} on={name === props.page} onChosen={props.onChosen} />
                )}
              </For>
            </ul>
          </section>
        )}
      </For>
    </div>
  );
}

function MenuItem(props: { name: PageName; on: boolean; onChosen: (() => void) | undefined }) {
  const mark = () => markOf(props.name);
  return (
    <li>
      <a
        href={addressOf(props.name)}
        aria-current={props.on ? "page" : undefined}
        class={`flex items-center gap-2 rounded-md px-3 py-1.5 whitespace-nowrap pointer-coarse:py-2.5 ${props.on ? "bg-accent-soft font-medium text-accent" : "text-quiet hover:bg-sunken hover:text-ink"}`}
        // The router asks whether the attribute is there, not what it says.
        replace={props.onChosen === undefined ? undefined : true}
        onClick={() => props.onChosen?.()}
      >
        {t(props.name)}
        <Show when={mark().count > 0}>
          <Mark count={mark().count} text={mark().text} />
        </Show>
      </a>
    </li>
  );
}

function Mark(props: { count: number; text: string }) {
  return (
    <span class="rounded-full bg-accent px-1.5 text-xs leading-4 font-semibold text-on-accent tabular-nums">
      <span aria-hidden="true">{props.count}</span>
      <span class="sr-only">{props.text}</span>
    </span>
  );
}
