import Plus from "lucide-solid/icons/plus";
import { createMemo, createSignal, For, Show } from "solid-js";
import { deleteSession, type SessionInfo, updateSession } from "#contract/session";
import { foldText } from "#contract/fold-text";
import { call } from "../../client/call.ts";
import type { ApiError } from "../../client/error.ts";
import { t as common } from "../../i18n/common.ts";
import { money } from "../../i18n/format.ts";
import { t } from "../../i18n/workbench.ts";
import { Button } from "../../ui/Button.tsx";
import { ConfirmDialog } from "../../ui/ConfirmDialog.tsx";
import { ErrorState } from "../../ui/ErrorState.tsx";
import { NameDialog } from "../../ui/NameDialog.tsx";
import { Skeleton } from "../../ui/Skeleton.tsx";
import { fieldClass } from "../../ui/TextField.tsx";
import { toast } from "../../ui/toast.ts";
import { SessionRow } from "./SessionRow.tsx";

export interface SessionsColumnProps {
  project: string;
  sessions: readonly SessionInfo[] | null;
  error: ApiError | null;
  current: string | undefined;
  onNew: () => void;
  onPick: () => void;
  onChanged: () => void;
  onDeleted: (session: SessionInfo) => void;
  /** Absent where the column cannot be collapsed. */
}

export function SessionsColumn(props: SessionsColumnProps) {
  const [filter, setFilter] = createSignal("");
  const [asking, setAsking] = createSignal<{
    what: "rename" | "delete";
    session: SessionInfo;
  } | null>(null);
  // By id: a row keeps its focus and its open menu when the list is asked for again.
  const shown = createMemo(
    () =>
      new Map(
        (props.sessions ?? [])
          .filter((session) => foldText(session.title).includes(foldText(filter().trim())))
          .map((session) => [session.id, session]),
      ),
  );
  const cost = () => (props.sessions ?? []).reduce((sum, one) => sum + one.cost_micro_usd, 0);
  const asked = (what: "rename" | "delete") => {
    const ask = asking();
    return ask?.what === what ? ask.session : null;
  };

  /** C-03: only the last session may take the files along. */
  const isLast = () => props.sessions?.length === 1;
  const [withFiles, setWithFiles] = createSignal(false);

  const rename = async (title: string) => {
    const session = asking()?.session;
    if (session === undefined) return;
    await call(updateSession, { param: { id: session.id }, json: { title } });
    props.onChanged();
  };
  const remove = async () => {
    const session = asking()?.session;
    if (session === undefined) return;
    const files = isLast() && withFiles() ? "delete" : "keep";
    await call(deleteSession, { param: { id: session.id }, query: { files } });
    setWithFiles(false);
    toast({ tone: "good", text: t("deleted") });
    props.onDeleted(session);
  };

  return (
    <nav aria-label={t("sessions")} class="flex h-full min-h-0 flex-col bg-surface">
      <div class="flex items-center gap-1 p-2">
        <Button class="flex-1" onClick={() => props.onNew()} title="Alt+N">
          <Plus size={15} aria-hidden="true" />
          {t("newSession")}
        </Button>
      </div>
      <Show when={(props.sessions?.length ?? 0) > 5}>
        <div class="px-2 pb-2">
          <input
            type="search"
            aria-label={t("search")}
            placeholder={`${t("search")}…`}
            class={`${fieldClass} h-8 text-sm`}
            value={filter()}
            onInput={(event) => setFilter(event.currentTarget.value)}
          />
        </div>
      </Show>
      <div class="min-h-0 flex-1 overflow-y-auto px-2 pt-1 pb-3">
        <Show when={props.sessions === null && props.error}>
          {(error) => <ErrorState error={error()} small onRetry={props.onChanged} />}
        </Show>
        <Show
          when={props.sessions}
          fallback={<Show when={props.error === null}>{<Skeleton />}</Show>}
        >
          <ul class="flex flex-col gap-px">
            <For
              each={[...shown().keys()]}
              fallback={
                <li class="px-2 py-1 text-sm text-quiet">
                  {filter() === "" ? t("none") : t("noMatch")}
                </li>
              }
            >
              {(id) => (
                <Show when={shown().get(id)}>
                  {(session) => (
                    <SessionRow
                      session={session()}
                      project={props.project}
                      current={id === props.current}
                      onPick={props.onPick}
                      onRename={() => setAsking({ what: "rename", session: session() })}
                      onDelete={() => setAsking({ what: "delete", session: session() })}
                    />
                  )}
                </Show>
              )}
            </For>
          </ul>
        </Show>
      </div>
      <Show when={(props.sessions?.length ?? 0) > 0}>
        <p
          class="flex shrink-0 items-center gap-2 border-t border-line px-3 py-2 text-xs text-quiet"
          title={t("costHint")}
        >
          <span class="min-w-0 flex-1 truncate">{t("cost")}</span>
          <span class="text-ink tabular-nums">{money(cost())}</span>
        </p>
      </Show>
      <NameDialog
        open={asked("rename") !== null}
        onClose={() => setAsking(null)}
        title={t("renameTitle")}
        action={common("rename")}
        initial={asked("rename")?.title ?? ""}
        maxLength={120}
        onSubmit={rename}
      />
      <ConfirmDialog
        open={asked("delete") !== null}
        onClose={() => setAsking(null)}
        title={t("deleteTitle", { name: asked("delete")?.title ?? "" })}
        description={t("deleteText")}
        action={common("delete")}
        danger
        onConfirm={remove}
      >
        <Show when={isLast()}>
          <label class="flex items-center gap-2 text-sm">
            <input
              type="checkbox"
              class="accent-accent"
              checked={withFiles()}
              onChange={(event) => setWithFiles(event.currentTarget.checked)}
            />
            {t("deleteFilesToo")}
          </label>
        </Show>
      </ConfirmDialog>
    </nav>
  );
}
