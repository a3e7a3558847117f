import { createResource, createSignal, For, Show } from "solid-js";
import {
  revertSetting,
  type SettingChange,
  settingHistory,
  type SettingItem,
} from "#contract/admin-setting";
import { call } from "../../client/call.ts";
import { t } from "../../i18n/admin-settings.ts";
import { dayAndTime } from "../../i18n/format.ts";
import { Button } from "../../ui/Button.tsx";
import { createAction } from "../../ui/create-action.ts";
import { ErrorState } from "../../ui/ErrorState.tsx";
import { Loaded } from "../../ui/Loaded.tsx";
import { toast } from "../../ui/toast.ts";
import { ConfirmAction } from "../parts/ConfirmAction.tsx";
import { lastingOnly } from "../parts/lasting.ts";
import { SidePanel } from "../parts/SidePanel.tsx";
import { outlastsDay } from "./setting-draft.ts";
import { showValue } from "./show-value.ts";

/** What a setting was, who changed it, and the way back. */
export function HistoryPanel(props: {
  item: SettingItem;
  onChanged: () => Promise<unknown>;
  onClose: () => void;
}) {
  const where = () => ({ category: props.item.category, key: props.item.key });
  const [first, { refetch }] = createResource(
    () => [props.item.key, props.item.version],
    () => call(settingHistory, { param: where() }),
  );
  const [older, setOlder] = createSignal<{ of: string; items: SettingChange[]; more: boolean }>();
  const [reverting, setReverting] = createSignal<SettingChange | null>(null);
  const pages = () => (older()?.of === props.item.key ? older() : undefined);
  const more = createAction(async (before: string) => {
    const page = await call(settingHistory, { param: where(), query: { before } });
    const items = [...(pages()?.items ?? []), ...page.items];
    setOlder({ of: props.item.key, items, more: page.has_more });
  });
  const revert = async (change: SettingChange) => {
    const json = { change_id: change.id, version: props.item.version };
    await call(revertSetting, { param: where(), json });
    toast({ tone: "good", text: t("reverted") });
    await props.onChanged();
  };
  return (
    <SidePanel
      of={props.item.key}
      title={props.item.description}
      note={<p class="font-mono text-xs text-quiet">{props.item.key}</p>}
      onClose={props.onClose}
    >
      <div class="relative min-h-0 flex-1 overflow-y-auto px-4 py-3">
        <h3 class="mb-2 font-semibold">{t("historyOf")}</h3>
        <Loaded resource={first} onRetry={() => void refetch()}>
          {(page) => {
            const items = () => [...page().items, ...(pages()?.items ?? [])];
            const hasMore = () => pages()?.more ?? page().has_more;
            return (
              <>
                <Show
                  when={items().length > 0}
                  fallback={<p class="text-quiet">{t("historyEmpty")}</p>}
                >
                  <ol class="flex flex-col gap-3">
                    <For each={items()}>
                      {(change) => (
                        <Change
                          item={props.item}
                          change={change}
                          onRevert={() => setReverting(change)}
                        />
                      )}
                    </For>
                  </ol>
                </Show>
                <Show when={hasMore()}>
                  <Button
                    class="mt-3"
                    busy={more.busy()}
                    onClick={() => void more.run(items().at(-1)?.at ?? "")}
                  >
                    {t("older")}
                  </Button>
                </Show>
                <Show when={more.error()}>{(error) => <ErrorState error={error()} small />}</Show>
              </>
            );
          }}
        </Loaded>
      </div>
      <Show when={reverting()}>
        {(change) => (
          <ConfirmAction
            title={t("confirmTitle", { name: props.item.description })}
            text={t("confirmText", {
              before: showValue(props.item, props.item.value),
              after: showValue(props.item, change().before),
            })}
            undo={t("confirmUndo")}
            action={t("change")}
            stepUp={props.item.proof !== null}
            onConfirm={() => revert(change())}
            onClose={() => setReverting(null)}
          />
        )}
      </Show>
    </SidePanel>
  );
}

function Change(props: { item: SettingItem; change: SettingChange; onRevert: () => void }) {
  const who = () => (props.change.by === null ? t("none") : props.change.by.name || t("someone"));
  const mayRevert = () =>
    props.item.is_editable &&
    !props.item.is_secret &&
    JSON.stringify(props.change.before) !== JSON.stringify(props.item.value);
  return (
    <li class="rounded-md border border-line px-3 py-2 text-sm">
      <p class="wrap-anywhere">
        <del class="text-quiet">{showValue(props.item, props.change.before)}</del>
        <span aria-hidden="true"> → </span>
        <ins class="font-medium no-underline">{showValue(props.item, props.change.after)}</ins>
      </p>
      <div class="mt-1 flex flex-wrap items-center gap-x-3 gap-y-1 text-quiet">
        <time datetime={props.change.at}>{dayAndTime(props.change.at)}</time>
        <span>{who()}</span>
        <Show when={mayRevert()}>
          <Button
            size="small"
            class="ml-auto"
            onClick={() => props.onRevert()}
            {...(outlastsDay(props.item) ? lastingOnly() : {})}
          >
            {t("revert")}
          </Button>
        </Show>
      </div>
    </li>
  );
}
