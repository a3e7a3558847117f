import { Match, Switch } from "solid-js";
import type { Item } from "#contract/chat";
import { AssistantMessage } from "./AssistantMessage.tsx";
import type { Chat } from "./chat.ts";
import { Notice } from "./Notice.tsx";
import { ToolCard } from "./ToolCard.tsx";
import { UserMessage } from "./UserMessage.tsx";

type Of<K extends Item["kind"]> = Extract<Item, { kind: K }>;

export interface TranscriptRowProps {
  id: string;
  /** The entry above it. */
  previous: string | undefined;
  chat: Chat;
  openFile: () => string | null;
  /** Not near the end: laid out only near the screen. */
  far: boolean;
}

/** One entry of the conversation. */
export function TranscriptRow(props: TranscriptRowProps) {
  const as = <K extends Item["kind"]>(kind: K): Of<K> | undefined => {
    const item = props.chat.item(props.id);
    return item?.kind === kind ? (item as Of<K>) : undefined;
  };
  /** Goes on calling tools where the message before it ended so. */
  const joined = () => {
    const before = props.previous === undefined ? undefined : props.chat.item(props.previous);
    return (
      as("assistant")?.blocks[0]?.type === "tool_use" &&
      before?.kind === "assistant" &&
      before.blocks.at(-1)?.type === "tool_use"
    );
  };
  return (
    <article classList={{ "chat-far": props.far, "chat-joined": joined() }} data-item={props.id}>
      <Switch>
        <Match when={as("user")}>{(item) => <UserMessage item={item()} />}</Match>
        <Match when={as("assistant")}>
          {(item) => <AssistantMessage item={item()} chat={props.chat} />}
        </Match>
        <Match when={as("tool")}>
          {(item) => <ToolCard item={item()} send={props.chat.command} />}
        </Match>
        <Match when={as("notice")}>
          {(item) => <Notice item={item()} onResend={resend(props, item())} />}
        </Match>
      </Switch>
    </article>
  );
}

/** The message of the turn that failed, sent anew; nothing where it was not a message. */
function resend(props: TranscriptRowProps, notice: Of<"notice">): (() => void) | undefined {
  const asked = props.chat
    .state()
    .items.findLast((item) => item.kind === "user" && item.position < notice.position);
  if (asked?.kind !== "user") return undefined;
  return () => void props.chat.say(asked.text, props.openFile());
}
