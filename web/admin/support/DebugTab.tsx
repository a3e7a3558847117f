import { createEffect, createSignal, For, onCleanup, Show } from "solid-js";
import { type DebugScope, disableDebug, getDebug } from "#contract/admin-debug";
import { call } from "../../client/call.ts";
import { t } from "../../i18n/admin-debug.ts";
import { Badge } from "../../ui/Badge.tsx";
import { Button } from "../../ui/Button.tsx";
import { createAction } from "../../ui/create-action.ts";
import { EmptyState } from "../../ui/EmptyState.tsx";
import { ErrorState } from "../../ui/ErrorState.tsx";
import { Skeleton } from "../../ui/Skeleton.tsx";
import { toast } from "../../ui/toast.ts";
import { createList } from "../parts/create-list.ts";
import { DebugEntries } from "./DebugEntries.tsx";
import { DebugForm } from "./DebugForm.tsx";
import { DebugScopeRow } from "./DebugScopeRow.tsx";

/** SA-042: a closer look at one person or one chat, and what was recorded. */
export function DebugTab() {
  const scopes = createList(
    () => ({}),
    () => call(getDebug),
  );
  const [open, setOpen] = createSignal<string | null>(null);
  const shown = () => scopes.value()?.items.find((one) => one.id === open());
  const disable = createAction(async (id?: string) => {
    await call(disableDebug, { json: id === undefined ? {} : { id } });
    toast({ tone: "good", text: t("disabled") });
    await scopes.reload();
  });
  // What runs out while the page is open is seen to end.
  createEffect(() => {
    const ends = (scopes.value()?.items ?? [])
      .filter((one) => one.active)
      .map((one) => Date.parse(one.expires_at));
    if (ends.length === 0) return;
    const wait = Math.max(1000, Math.min(...ends) - Date.now() + 500);
    const timer = setTimeout(() => void scopes.reload(), wait);
    onCleanup(() => clearTimeout(timer));
  });
  const toggle = (scope: DebugScope) => setOpen(open() === scope.id ? null : scope.id);
  return (
    <>
      <p class="max-w-3xl text-quiet">{t("intro")}</p>
      <div role="status" class="flex flex-wrap items-center gap-2">
        <span>{t("state")}</span>
        <Badge tone={scopes.value()?.enabled === true ? "warn" : "quiet"}>
          {scopes.value()?.enabled === true ? t("on") : t("off")}
        </Badge>
        <Show when={scopes.value()?.enabled}>
          <Button size="small" busy={disable.busy()} onClick={() => void disable.run()}>
            {t("disable")}
          </Button>
        </Show>
      </div>
      <Show when={disable.error()}>{(error) => <ErrorState error={error()} small />}</Show>
      <DebugForm onEnabled={() => void scopes.reload()} />
      <section aria-label={t("scopes")}>
        <h2 class="mb-2 font-medium">{t("scopes")}</h2>
        <Show when={scopes.error()}>
          {(error) => <ErrorState error={error()} onRetry={() => void scopes.reload()} />}
        </Show>
        <Show when={scopes.value()} fallback={<Skeleton lines={3} />}>
          {(list) => (
            <Show
              when={list().items.length > 0}
              fallback={<EmptyState title={t("none")} text={t("noneText")} />}
            >
              <ul class="divide-y divide-line rounded-md border border-line bg-raised">
                <For each={list().items}>
                  {(scope) => (
                    <DebugScopeRow
                      scope={scope}
                      open={open() === scope.id}
                      onToggle={() => toggle(scope)}
                      onDisable={() => void disable.run(scope.id)}
                    />
                  )}
                </For>
              </ul>
            </Show>
          )}
        </Show>
      </section>
      <Show when={shown()?.id} keyed>
        {(id) => <DebugEntries id={id} />}
      </Show>
    </>
  );
}
