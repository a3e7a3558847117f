import { A, useParams } from "@solidjs/router";
import { type Component, createEffect, For, lazy, Show, Suspense } from "solid-js";
import { Dynamic } from "solid-js/web";
import { KeyboardHelp, openHelp } from "../app/KeyboardHelp.tsx";
import { me } from "../app/session.ts";
import { useShortcuts } from "../app/shortcuts.ts";
import { TopBar } from "../app/TopBar.tsx";
import { t } from "../i18n/admin.ts";
import { NotFoundScreen } from "../screens/not-found/NotFoundScreen.tsx";
import { Skeleton } from "../ui/Skeleton.tsx";
import { type PageName, type PageProps, sections } from "./page.ts";
import { pendingRequests } from "./pending-requests.ts";

const pages: Record<PageName, Component<PageProps>> = {
  users: lazy(async () => ({ default: (await import("./people/PeoplePage.tsx")).PeoplePage })),
  requests: lazy(async () => ({
    default: (await import("./requests/RequestsPage.tsx")).RequestsPage,
  })),
  audit: lazy(async () => ({ default: (await import("./audit/AuditPage.tsx")).AuditPage })),
  prices: lazy(async () => ({ default: (await import("./prices/PricesPage.tsx")).PricesPage })),
};
const withDetails: ReadonlySet<PageName> = new Set(["users"]);

/** The console. To who is no administrator there is no such page. */
export function AdminScreen() {
  const params = useParams<{ page?: string; id?: string }>();
  const page = (): PageName | null => {
    if (me()?.role !== "admin") return null;
    if (params.page === undefined) return "users";
    const name = (Object.keys(pages) as PageName[]).find((one) => one === params.page);
    if (name === undefined) return null;
    return params.id === undefined || withDetails.has(name) ? name : null;
  };
  return (
    <Show when={page()} fallback={<NotFoundScreen />}>
      {(name) => <Console page={name()} id={params.id} />}
    </Show>
  );
}

function Console(props: { page: PageName; id: string | undefined }) {
  useShortcuts({ help: openHelp });
  createEffect(() => {
    document.title = `${t(props.page)} · ${t("title")} · Engawa`;
  });
  return (
    <div class="flex h-full flex-col">
      <TopBar />
      <div class="flex min-h-0 flex-1 max-md:flex-col">
        <nav
          aria-label={t("menu")}
          class="shrink-0 overflow-y-auto border-line bg-surface max-md:overflow-x-auto max-md:border-b max-md:px-2 max-md:py-1 md:w-48 md:border-r md:px-2 md:py-4"
        >
          <div class="flex gap-1 md:flex-col md:gap-4">
            <For each={sections}>
              {(section) => (
                <section aria-labelledby={`menu-${section.name}`} class="max-md:contents">
                  <h2
                    id={`menu-${section.name}`}
                    class="mb-1 px-3 text-xs font-medium text-quiet max-md:sr-only"
                  >
                    {t(`group_${section.name}`)}
                  </h2>
                  <ul class="flex gap-1 md:flex-col">
                    <For each={section.pages}>
                      {(name) => <MenuItem name={name} on={name === props.page} />}
                    </For>
                  </ul>
                </section>
              )}
            </For>
          </div>
        </nav>
        <div class="min-h-0 min-w-0 flex-1">
          <Suspense fallback={<Skeleton lines={6} />}>
            <Dynamic component={pages[props.page]} id={props.id} />
          </Suspense>
        </div>
      </div>
      <KeyboardHelp />
    </div>
  );
}

function MenuItem(props: { name: PageName; on: boolean }) {
  const waiting = () => (props.name === "requests" ? pendingRequests() : 0);
  return (
    <li>
      <A
        href={`/admin/${props.name}`}
        aria-current={props.on ? "page" : undefined}
        class="flex items-center gap-2 rounded-md px-3 py-1.5 whitespace-nowrap pointer-coarse:py-2.5"
        classList={{
          "bg-accent-soft font-medium text-accent": props.on,
          "text-quiet hover:bg-sunken hover:text-ink": !props.on,
        }}
      >
        {t(props.name)}
        <Show when={waiting() > 0}>
          <span class="rounded-full bg-accent px-1.5 text-xs leading-4 font-semibold text-on-accent tabular-nums">
            <span aria-hidden="true">{waiting()}</span>
            <span class="sr-only">{t("waiting", { count: waiting() })}</span>
          </span>
        </Show>
      </A>
    </li>
  );
}
