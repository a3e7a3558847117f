import ChevronRight from "lucide-solid/icons/chevron-right";
import { Index, Match, Show, Switch } from "solid-js";
import type { AssistantItem, BlockView, ToolItem } from "#contract/chat";
import { t } from "../i18n/chat.ts";
import type { Chat } from "./chat.ts";
import { Markdown } from "./Markdown.tsx";
import { ToolCard } from "./ToolCard.tsx";
import { toolLabel } from "./tool-look.ts";

/** What the model says: text, folded thinking, and the tools it calls where it calls them. */
export function AssistantMessage(props: { item: AssistantItem; chat: Chat }) {
  const growing = (index: number) =>
    props.item.stop_reason === null && index === props.item.blocks.length - 1;
  return (
    <div class="chat-blocks">
      <h3 class="sr-only">{t("assistant")}</h3>
      <Index each={props.item.blocks}>
        {(block, index) => (
          <Switch>
            <Match when={textOf(block())}>
              {(text) => <Markdown text={text()} growing={growing(index)} />}
            </Match>
            <Match when={block().type === "thinking"}>
              <Thinking text={thoughtOf(block())} growing={growing(index)} />
            </Match>
            <Match when={toolOf(block())}>
              {(tool) => (
                <div class="chat-tool">
                  <Tool id={tool().id} name={tool().name} chat={props.chat} />
                </div>
              )}
            </Match>
          </Switch>
        )}
      </Index>
    </div>
  );
}

const textOf = (block: BlockView) => (block.type === "text" ? block.text : undefined);
const thoughtOf = (block: BlockView) => (block.type === "thinking" ? block.text : "");
const toolOf = (block: BlockView) => (block.type === "tool_use" ? block : undefined);

function Thinking(props: { text: string; growing: boolean }) {
  return (
    <details class="group/thought text-sm text-quiet">
      <summary class="flex min-h-8 cursor-pointer list-none pointer-coarse:min-h-11 items-center gap-2 rounded-md px-1.5 hover:bg-sunken hover:text-ink">
        <ChevronRight
          size={14}
          class="shrink-0 transition-transform group-open/thought:rotate-90"
          aria-hidden="true"
        />
        <span>
          {t("thinkingFold")}
          {props.growing ? "…" : ""}
        </span>
      </summary>
      <p class="chat-wrap mt-1 ml-3 border-l-2 border-line pl-4">
        {props.text || t("thinkingHidden")}
      </p>
    </details>
  );
}

function Tool(props: { id: string; name: string; chat: Chat }) {
  const item = (): ToolItem | undefined => {
    const found = props.chat.item(props.id);
    return found?.kind === "tool" ? found : undefined;
  };
  return (
    <Show
      when={item()}
      fallback={<p class="px-1.5 text-sm text-quiet">{toolLabel(props.name)}…</p>}
    >
      {(tool) => <ToolCard item={tool()} send={props.chat.command} />}
    </Show>
  );
}
