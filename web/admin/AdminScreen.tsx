import { useParams } from "@solidjs/router";
import { createEffect, lazy, Show } from "solid-js";
import { Dynamic } from "solid-js/web";
import { KeyboardHelp, openHelp } from "../app/KeyboardHelp.tsx";
import { isAlone, me } from "../app/session.ts";
import { useShortcuts } from "../app/shortcuts.ts";
import { TopBar } from "../app/TopBar.tsx";
import { t } from "../i18n/admin.ts";
import { AdminMenu } from "./AdminMenu.tsx";
import { keepFiringFresh } from "./firing-alerts.ts";
import { PageArea } from "./PageArea.tsx";
import { isThere, type PageName } from "./page.ts";
import { pageNamed } from "./page-files.ts";
import { preloadedPage, pages, withDetails } from "./pages.ts";

/** The page of the address the console was loaded for. */
export const firstPage = preloadedPage(location.pathname);

const NotFoundScreen = lazy(async () => ({
  default: (await import("../screens/not-found/NotFoundScreen.tsx")).NotFoundScreen,
}));

/** The console. To who is no administrator there is no such page. */
export function AdminScreen() {
  const params = useParams<{ page?: string; id?: string }>();
  const page = (): PageName | null => {
    if (me()?.role !== "admin") return null;
    if (params.page === undefined) return "overview";
    const name = pageNamed(params.page);
    if (name === undefined || !isThere(name, isAlone())) return null;
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
  keepFiringFresh();
  createEffect(() => {
    document.title = `${t(props.page)} · ${t("title")} · Engawa`;
  });
  return (
    <div class="flex h-full flex-col">
      <TopBar />
      <div class="flex min-h-0 flex-1 max-md:flex-col">
        <AdminMenu page={props.page} />
        <div class="min-h-0 min-w-0 flex-1">
          <PageArea page={props.page}>
            <Dynamic component={pages[props.page]} id={props.id} />
          </PageArea>
        </div>
      </div>
      <KeyboardHelp />
    </div>
  );
}
