import { A, useParams } from "@solidjs/router";
import { type Component, createEffect, For, lazy, Show, Suspense } from "solid-js";
import { Dynamic } from "solid-js/web";
import { KeyboardHelp, openHelp } from "../../app/KeyboardHelp.tsx";
import { isAlone, me } from "../../app/session.ts";
import { useShortcuts } from "../../app/shortcuts.ts";
import { TopBar } from "../../app/TopBar.tsx";
import { t } from "../../i18n/account-menu.ts";
import { Skeleton } from "../../ui/Skeleton.tsx";

const pages = {
  profile: lazy(async () => ({ default: (await import("./ProfilePage.tsx")).ProfilePage })),
  security: lazy(async () => ({ default: (await import("./SecurityPage.tsx")).SecurityPage })),
  "sign-ins": lazy(async () => ({ default: (await import("./LoginsPage.tsx")).LoginsPage })),
  keys: lazy(async () => ({ default: (await import("./KeysPage.tsx")).KeysPage })),
  usage: lazy(async () => ({ default: (await import("./UsagePage.tsx")).UsagePage })),
  requests: lazy(async () => ({ default: (await import("./RequestsPage.tsx")).RequestsPage })),
  notices: lazy(async () => ({ default: (await import("./NoticesPage.tsx")).NoticesPage })),
  data: lazy(async () => ({ default: (await import("./DataPage.tsx")).DataPage })),
} satisfies Record<string, Component>;
type Page = keyof typeof pages;

const all = Object.keys(pages) as Page[];
/** A guest has no account to change, only limits. */
const forGuests: readonly Page[] = ["usage"];
/** Nobody signs in: there is nothing to prove, no key to make, nobody to ask. */
const forOne: readonly Page[] = ["profile", "usage", "notices", "data"];

/** The account of who is signed in: a menu at the left, one page beside it. */
export function AccountScreen() {
  const params = useParams<{ page?: string }>();
  const open = () => (me()?.role === "guest" ? forGuests : isAlone() ? forOne : all);
  const page = (): Page => open().find((one) => one === params.page) ?? open()[0] ?? "usage";
  /** On a site for one person nobody deletes the only account. */
  const text = () => t(page() === "data" && isAlone() ? "data_text_alone" : `${page()}_text`);
  useShortcuts({ help: openHelp });
  createEffect(() => {
    document.title = `${t(page())} · Engawa`;
  });
  return (
    <div class="flex h-full flex-col">
      <TopBar />
      <div class="min-h-0 flex-1 overflow-y-auto">
        <div class="mx-auto flex max-w-5xl gap-8 px-4 py-6 max-md:flex-col max-md:gap-4 md:py-8">
          <nav aria-label={t("pages")} class="shrink-0 md:w-44">
            {/* On a phone one row, pushed sideways, that fades where it goes on. */}
            <ul class="flex gap-1 max-md:scroll-px-10 max-md:overflow-x-auto max-md:mask-r-from-[calc(100%-2.5rem)] max-md:pr-10 max-md:pb-1 md:flex-col">
              <For each={open()}>
                {(one) => (
                  <li>
                    <A
                      ref={(link) =>
                        createEffect(
                          () =>
                            one === page() &&
                            link.scrollIntoView({ block: "nearest", inline: "nearest" }),
                        )
                      }
                      href={`/account/${one}`}
                      aria-current={one === page() ? "page" : undefined}
                      class="block rounded-md px-3 py-1.5 whitespace-nowrap pointer-coarse:py-2.5"
                      classList={{
                        "bg-accent-soft font-medium text-accent": one === page(),
                        "text-quiet hover:bg-sunken hover:text-ink": one !== page(),
                      }}
                    >
                      {t(one)}
                    </A>
                  </li>
                )}
              </For>
            </ul>
          </nav>
          <main id="main" class="min-w-0 flex-1">
            <h1 class="text-xl font-semibold">{t(page())}</h1>
            <p class="mb-5 text-quiet">{text()}</p>
            <Show when={page()} keyed>
              {(one) => (
                <Suspense fallback={<Skeleton lines={6} />}>
                  <div class="flex flex-col gap-5">
                    <Dynamic component={pages[one]} />
                  </div>
                </Suspense>
              )}
            </Show>
          </main>
        </div>
      </div>
      <KeyboardHelp />
    </div>
  );
}
