import { createSignal, type JSX, Show } from "solid-js";
import { t } from "../i18n/admin-parts.ts";
import { Button } from "../ui/Button.tsx";
import { type Unread, UnreadPlace } from "./parts/url-query.ts";

const inLine = 40;

/** Says above a page what its address asks for and the page does not show, and takes it out. */
export function UnreadLine(props: { children: JSX.Element }) {
  const [queries, setQueries] = createSignal<readonly Unread[]>([]);
  const place = (query: Unread) => {
    setQueries((all) => [...all, query]);
    return () => setQueries((all) => all.filter((one) => one !== query));
  };
  const asked = () => {
    const all = queries().flatMap((query) => query.all());
    return [...new Set(all.map(({ key, text }) => `${key}=${text}`.slice(0, inLine)))].join(
      t("comma"),
    );
  };
  return (
    <div class="flex h-full min-h-0 flex-col">
      <div role="status">
        <Show when={asked()}>
          {(text) => (
            <div class="flex flex-wrap items-center gap-x-3 gap-y-1 border-b border-line bg-warn-soft px-4 py-1.5 text-sm print:hidden">
              <p class="min-w-0 flex-1 basis-52 wrap-anywhere">{t("unread", { asked: text() })}</p>
              <Button size="small" onClick={() => queries().forEach((query) => query.clear())}>
                {t("unreadClear")}
              </Button>
            </div>
          )}
        </Show>
      </div>
      <div class="min-h-0 flex-1">
        <UnreadPlace.Provider value={place}>{props.children}</UnreadPlace.Provider>
      </div>
    </div>
  );
}
