import { useLocation, useNavigate } from "@solidjs/router";
import Bookmark from "lucide-solid/icons/bookmark";
import { createResource, createSignal } from "solid-js";
import {
  deleteView,
  listSavedViews,
  saveView,
  type SavedView,
  type ViewedPage,
} from "#contract/saved-view";
import { call } from "../../client/call.ts";
import { t } from "../../i18n/admin-logs.ts";
import { Menu } from "../../ui/Menu.tsx";
import type { MenuEntry } from "../../ui/menu-item.ts";
import { NameDialog } from "../../ui/NameDialog.tsx";
import { toast } from "../../ui/toast.ts";
import { toastWithUndo } from "../parts/undo-toast.ts";

/** One's own filters of a page, under names. */
export function SavedViews(props: { page: ViewedPage }) {
  const navigate = useNavigate();
  const location = useLocation();
  const [naming, setNaming] = createSignal(false);
  const [views, { refetch }] = createResource(
    async () => (await call(listSavedViews, { query: { page: props.page } })).items,
  );
  const known = () => (views.error === undefined ? (views.latest ?? []) : []);
  /** Filters, not a place in the list. */
  const queryNow = () => {
    const search = new URLSearchParams(location.search);
    for (const name of ["cursor", "back"]) search.delete(name);
    return search.toString();
  };
  const isOpen = (view: SavedView) => view.query === queryNow();
  const save = async (name: string) => {
    const before = (await refetch()) ?? [];
    const saved = await call(saveView, { json: { page: props.page, name, query: queryNow() } });
    const replaced = before.find((view) => view.name === saved.name);
    if (replaced === undefined) toast({ tone: "good", text: t("viewSaved", { name }) });
    else if (replaced.query === saved.query) toast({ tone: "good", text: t("viewSame", { name }) });
    else toastWithUndo(t("viewReplaced", { name }), () => keep(replaced));
    await refetch();
  };
  const keep = async ({ page, name, query }: SavedView) => {
    await call(saveView, { json: { page, name, query } });
    await refetch();
  };
  const remove = async (view: SavedView) => {
    await call(deleteView, { param: { id: view.id } });
    toastWithUndo(t("viewDeleted", { name: view.name }), () => keep(view));
    await refetch();
  };
  const entries = (): MenuEntry[] => [
    ...known().map((view) => ({
      label: isOpen(view) ? `✓ ${view.name}` : view.name,
      run: () => navigate(`/admin/${props.page}?${view.query}`),
    })),
    ...(known().length > 0 ? [null] : []),
    { label: t("saveView"), run: () => setNaming(true) },
    ...known()
      .filter(isOpen)
      .map((view) => ({
        label: t("deleteView", { name: view.name }),
        danger: true,
        run: () => void remove(view),
      })),
  ];
  return (
    <>
      <Menu
        label={t("views")}
        align="end"
        entries={entries()}
        class="inline-flex h-9 items-center gap-1.5 rounded-md border border-line bg-raised px-3 font-medium dark:border-edge/50 hover:bg-sunken pointer-coarse:h-11"
      >
        <Bookmark size={15} aria-hidden="true" />
        {t("views")}
      </Menu>
      <NameDialog
        open={naming()}
        title={t("saveTitle")}
        label={t("viewName")}
        action={t("saveTitle")}
        maxLength={60}
        onClose={() => setNaming(false)}
        onSubmit={save}
      />
    </>
  );
}
