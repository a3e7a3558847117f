import { createResource, createSignal, For, Match, Show, Switch } from "solid-js";
import { readContentHistory } from "#contract/admin-content";
import type { Item } from "#contract/chat";
import { Markdown } from "../../chat/Markdown.tsx";
import { ToolCard } from "../../chat/ToolCard.tsx";
import { UserMessage } from "../../chat/UserMessage.tsx";
import { call } from "../../client/call.ts";
import { t } from "../../i18n/admin-content.ts";
import { Button } from "../../ui/Button.tsx";
import { createAction } from "../../ui/create-action.ts";
import { ErrorState } from "../../ui/ErrorState.tsx";
import { Loaded } from "../../ui/Loaded.tsx";
import { withinLeave } from "./within-leave.ts";
import "../../chat/chat.css";

type Of<K extends Item["kind"]> = Extract<Item, { kind: K }>;

/** A chat as it was said, to read and nothing else. */
export function ContentTranscript(props: { leave: string; onOver: () => void }) {
  const page = (before?: number) =>
    withinLeave(
      call(readContentHistory, {
        param: { id: props.leave },
        query: before === undefined ? {} : { before: String(before) },
      }),
      props.onOver,
    );
  const [newest, { refetch }] = createResource(() => page());
  const [older, setOlder] = createSignal<{ items: Item[]; has_more: boolean }>();
  const items = (): Item[] => [...(older()?.items ?? []), ...(newest.latest?.items ?? [])];
  const more = () => (older() ?? newest.latest)?.has_more === true;
  const goBack = createAction(async () => {
    const found = await page(items()[0]?.position);
    setOlder({ items: [...found.items, ...(older()?.items ?? [])], has_more: found.has_more });
  });
  return (
    <div class="relative min-h-0 flex-1 overflow-y-auto">
      <div class="mx-auto flex max-w-3xl flex-col gap-4 p-4">
        <Loaded resource={newest} onRetry={() => void refetch()} lines={8}>
          {(now) => (
            <>
              <h2 class="text-lg font-semibold wrap-anywhere">{now().title}</h2>
              <Show when={more()}>
                <Button busy={goBack.busy()} onClick={() => void goBack.run()}>
                  {t("older")}
                </Button>
              </Show>
              <Show when={goBack.error()}>{(error) => <ErrorState error={error()} small />}</Show>
              <For each={items()} fallback={<p class="text-quiet">{t("nothingSaid")}</p>}>
                {(item) => <Entry item={item} />}
              </For>
            </>
          )}
        </Loaded>
      </div>
    </div>
  );
}

/** Asks for nothing: what waits for its owner's answer is not answered here. */
function Entry(props: { item: Item }) {
  const as = <K extends Item["kind"]>(kind: K) =>
    props.item.kind === kind ? (props.item as Of<K>) : undefined;
  const tool = (item: Of<"tool">): Of<"tool"> =>
    item.state === "awaiting" ? { ...item, state: "pending", approval: null } : item;
  return (
    <Switch>
      <Match when={as("user")}>{(item) => <UserMessage item={item()} />}</Match>
      <Match when={as("assistant")}>
        {(item) => (
          <For each={item().blocks}>
            {(block) => (
              <Show when={block.type === "text" && block.text}>
                {(text) => <Markdown text={text()} />}
              </Show>
            )}
          </For>
        )}
      </Match>
      <Match when={as("tool")}>
        {(item) => <ToolCard item={tool(item())} send={() => Promise.resolve()} />}
      </Match>
    </Switch>
  );
}
