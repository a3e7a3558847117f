import {
  createEffect,
  createMemo,
  createSignal,
  For,
  lazy,
  on,
  onCleanup,
  Show,
  Suspense,
} from "solid-js";
import { type ChangeInfo, listChanges } from "#contract/file";
import { showSessionId } from "#contract/ids";
import { call } from "../client/call.ts";
import { type ApiError, toApiError } from "../client/error.ts";
import { sessions } from "../app/sessions.ts";
import { t } from "../i18n/files.ts";
import { Button } from "../ui/Button.tsx";
import { ErrorState } from "../ui/ErrorState.tsx";
import { Skeleton } from "../ui/Skeleton.tsx";
import { ChangeGroupRow } from "./ChangeGroupRow.tsx";
import { groupChanges, joinNewest, type NetChange } from "./change-groups.ts";
import type { Tree } from "./tree-store.ts";

const pageSize = 200;

const ChangeDialog = lazy(async () => ({
  default: (await import("./ChangeDialog.tsx")).ChangeDialog,
}));

/** What happened to the project's files, newest first, by turn and import; each file opens to its difference. */
export function ChangesPane(props: { project: string; tree: Tree }) {
  const [changes, setChanges] = createSignal<readonly ChangeInfo[] | null>(null);
  const [more, setMore] = createSignal(false);
  const [error, setError] = createSignal<ApiError | null>(null);
  const [shown, setShown] = createSignal<NetChange | null>(null);
  let asked = 0;

  /** The page before a change, or the newest one. */
  const load = async (before?: number) => {
    const mine = ++asked;
    setError(null);
    try {
      const page = await call(listChanges, {
        param: { id: props.project },
        query: {
          limit: String(pageSize),
          ...(before === undefined ? {} : { before: String(before) }),
        },
      });
      if (mine !== asked) return;
      const held = changes() ?? [];
      const joined = before === undefined ? joinNewest(page.items, held) : [...held, ...page.items];
      setChanges(joined);
      if (joined.at(-1) === page.items.at(-1)) setMore(page.has_more);
    } catch (cause) {
      if (mine === asked) setError(toApiError(cause));
    }
  };

  let timer: ReturnType<typeof setTimeout> | undefined;
  createEffect(
    on(
      () => props.tree.items(),
      () => {
        clearTimeout(timer);
        timer = setTimeout(() => void load(), changes() === null ? 0 : 300);
      },
    ),
  );
  onCleanup(() => clearTimeout(timer));

  const groups = createMemo(() => groupChanges(changes() ?? []));
  const byKey = createMemo(() => new Map(groups().map((group) => [group.key, group])));
  const titleOf = (id: string | null) =>
    id === null ? undefined : sessions()?.find((one) => one.id === showSessionId(id))?.title;

  return (
    <div class="h-full overflow-auto">
      <Show when={error()}>
        {(shownError) => (
          <div class="p-2">
            <ErrorState error={shownError()} small onRetry={() => void load()} />
          </div>
        )}
      </Show>
      <Show
        when={changes()}
        fallback={<Show when={error() === null}>{<Skeleton lines={6} />}</Show>}
      >
        <ul aria-label={t("changes")}>
          <For
            each={groups().map((group) => group.key)}
            fallback={<li class="px-3 py-2 text-sm text-quiet">{t("noChanges")}</li>}
          >
            {(key, index) => (
              <Show when={byKey().get(key)}>
                {(group) => (
                  <ChangeGroupRow
                    group={group()}
                    session={titleOf(group().session_id)}
                    partial={more() && index() === groups().length - 1}
                    onOpen={setShown}
                  />
                )}
              </Show>
            )}
          </For>
        </ul>
      </Show>
      <Show when={more()}>
        <div class="flex justify-center p-2">
          <Button size="small" onClick={() => void load(changes()?.at(-1)?.seq)}>
            {t("loadMore")}
          </Button>
        </div>
      </Show>
      <Show when={shown() !== null}>
        <Suspense>
          <ChangeDialog project={props.project} change={shown()} onClose={() => setShown(null)} />
        </Suspense>
      </Show>
    </div>
  );
}
