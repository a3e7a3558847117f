import { createSignal, For, onMount, Show } from "solid-js";
import { type ChangeInfo, listChanges } from "#contract/file";
import { call } from "../api/call.ts";
import { type ApiError, toApiError } from "../api/error.ts";
import { t as common } from "../i18n/common.ts";
import { t } from "../i18n/files.ts";
import { dateTime, relative } from "../i18n/format.ts";
import { Badge, type Tone } from "../ui/Badge.tsx";
import { Button } from "../ui/Button.tsx";
import { ErrorState } from "../ui/ErrorState.tsx";
import { Skeleton } from "../ui/Skeleton.tsx";
import { ChangeDialog } from "./ChangeDialog.tsx";
import { nameOf, parentOf } from "./paths.ts";

const actors = {
  agent: ["byAgent", "info"],
  user: ["byUser", "quiet"],
  import: ["byImport", "quiet"],
} as const satisfies Record<ChangeInfo["actor"]["kind"], readonly [string, Tone]>;

const verb = (change: ChangeInfo): string => {
  if (change.before === null) return t("created");
  return change.after === null ? t("removed") : t("updated");
};

/** What happened to the project's files, newest first; each opens to its difference. */
export function ChangesPane(props: { project: string }) {
  const [changes, setChanges] = createSignal<readonly ChangeInfo[] | null>(null);
  const [more, setMore] = createSignal(false);
  const [error, setError] = createSignal<ApiError | null>(null);
  const [shown, setShown] = createSignal<ChangeInfo | null>(null);

  const load = async (before?: number) => {
    setError(null);
    try {
      const page = await call(listChanges, {
        param: { id: props.project },
        query: before === undefined ? {} : { before: String(before) },
      });
      setChanges(before === undefined ? page.items : [...(changes() ?? []), ...page.items]);
      setMore(page.has_more);
    } catch (cause) {
      setError(toApiError(cause));
    }
  };
  onMount(() => void load());

  return (
    <div class="h-full overflow-auto">
      <div class="flex justify-end px-2 py-1">
        <Button size="small" kind="quiet" onClick={() => void load()}>
          {common("refresh")}
        </Button>
      </div>
      <Show when={error()}>
        {(shownError) => (
          <div class="px-2">
            <ErrorState error={shownError()} small onRetry={() => void load()} />
          </div>
        )}
      </Show>
      <Show
        when={changes()}
        fallback={<Show when={error() === null}>{<Skeleton lines={6} />}</Show>}
      >
        {(list) => (
          <ul aria-label={t("changes")}>
            <For
              each={list()}
              fallback={<li class="px-3 py-2 text-sm text-quiet">{t("noChanges")}</li>}
            >
              {(change) => (
                <li>
                  <button
                    type="button"
                    class="flex w-full flex-col gap-0.5 px-3 py-1.5 text-left text-sm hover:bg-sunken focus-visible:-outline-offset-2"
                    title={change.path}
                    onClick={() => setShown(change)}
                  >
                    <span class="max-w-full truncate">
                      {nameOf(change.path)} <span class="text-quiet">{parentOf(change.path)}</span>
                    </span>
                    <span class="flex items-center gap-2 text-xs text-quiet">
                      <Badge tone={actors[change.actor.kind][1]}>
                        {t(actors[change.actor.kind][0])}
                      </Badge>
                      {verb(change)}
                      <time datetime={change.at} title={dateTime(change.at)} class="ml-auto">
                        {relative(change.at)}
                      </time>
                    </span>
                  </button>
                </li>
              )}
            </For>
          </ul>
        )}
      </Show>
      <Show when={more()}>
        <div class="flex justify-center p-2">
          <Button size="small" onClick={() => void load(changes()?.at(-1)?.seq)}>
            {t("loadMore")}
          </Button>
        </div>
      </Show>
      <ChangeDialog project={props.project} change={shown()} onClose={() => setShown(null)} />
    </div>
  );
}
