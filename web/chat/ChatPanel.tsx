import "./chat.css";
import { createEffect, createMemo, createSignal, on, onCleanup, Show } from "solid-js";
import { isActive } from "#contract/chat";
import type { ChatSettings, FileChange } from "#contract/frames";
import type { ProjectInfo } from "#contract/project";
import type { SessionInfo } from "#contract/session";
import { t } from "../i18n/chat.ts";
import { createChat } from "./chat.ts";
import { BypassBanner } from "./BypassBanner.tsx";
import { ChatHeader } from "./ChatHeader.tsx";
import { Composer } from "./Composer.tsx";
import { ConnectionBanner } from "./ConnectionBanner.tsx";
import { LiveRegion } from "./LiveRegion.tsx";
import { QueueList, TodoPanel } from "./Pending.tsx";
import { RunBar } from "./RunBar.tsx";
import { TranscriptView } from "./TranscriptView.tsx";

export interface ChatPanelProps {
  sessionId: string;
  project: ProjectInfo;
  openFile: () => string | null;
  onOpenFile(path: string, line?: number): void;
  onFiles(changes: FileChange[], truncated: boolean): void;
  /** What a message to the agent waits for: edits of files that are not saved yet. */
  beforeSend?(): Promise<unknown> | undefined;
  /** Title, model or mode as the session now has them, and how its run stands. */
  onSessionInfo?(settings: ChatSettings, run: SessionInfo["run"]): void;
  /** Paths of the project, completed after `@`; null until they are known. */
  files?: () => readonly string[] | null;
}

/** The chat column of a session. Another id is another conversation, with its own socket. */
export function ChatPanel(props: ChatPanelProps) {
  const [opening, setOpening] = createSignal(0);
  const key = () => `${props.sessionId} ${opening()}`;
  return (
    <Show when={key()} keyed>
      <Conversation {...props} onReopen={() => setOpening(opening() + 1)} />
    </Show>
  );
}

const escWithin = 1500;

function Conversation(props: ChatPanelProps & { onReopen(): void }) {
  const chat = createChat({
    sessionId: props.sessionId,
    onFiles: (changes, truncated) => props.onFiles(changes, truncated),
    beforeSend: () => props.beforeSend?.(),
  });
  const [text, setText] = createSignal("");
  const [escArmed, setEscArmed] = createSignal(false);
  const [scrollToEnd, setScrollToEnd] = createSignal(0);
  const running = () => isActive(chat.state().run.state);

  const run = createMemo((): SessionInfo["run"] => {
    if (chat.state().run.state === "awaiting_approval") return "waiting";
    return running() ? "running" : "idle";
  });
  const settings = createMemo(() => chat.state().settings);
  const ready = createMemo(() => chat.state().ready);

  createEffect(
    on([settings, run, ready], ([now, runs, known]) => known && props.onSessionInfo?.(now, runs)),
  );

  const hasFiles = () => {
    const paths = props.files?.() ?? null;
    return paths === null ? null : paths.length > 0;
  };

  let timer: ReturnType<typeof setTimeout> | undefined;
  onCleanup(() => clearTimeout(timer));
  const pressed = (event: KeyboardEvent) => {
    if (event.key !== "Escape" || event.defaultPrevented || event.isComposing || !running()) return;
    clearTimeout(timer);
    if (escArmed()) {
      setEscArmed(false);
      void chat.command({ type: "run.stop" }).catch(() => {});
    } else {
      setEscArmed(true);
      timer = setTimeout(() => setEscArmed(false), escWithin);
    }
  };

  return (
    <section
      aria-label={t("chat")}
      class="flex h-full min-h-0 min-w-0 flex-col bg-surface"
      onKeyDown={pressed}
    >
      <ChatHeader chat={chat} />
      <BypassBanner chat={chat} />
      <ConnectionBanner
        connection={chat.connection()}
        onReconnect={chat.reconnect}
        onReopen={props.onReopen}
      />
      <TranscriptView
        chat={chat}
        projectName={props.project.name}
        openFile={props.openFile}
        onOpenFile={(path, line) => props.onOpenFile(path, line)}
        onExample={setText}
        hasFiles={hasFiles()}
        toEnd={scrollToEnd()}
      />
      <div class="chat-foot">
        <TodoPanel chat={chat} />
        <QueueList chat={chat} />
        <RunBar chat={chat} escArmed={escArmed()} />
        <Composer
          chat={chat}
          text={text()}
          onText={setText}
          openFile={props.openFile}
          files={() => props.files?.() ?? []}
          onSent={() => setScrollToEnd(scrollToEnd() + 1)}
        />
      </div>
      <LiveRegion chat={chat} />
    </section>
  );
}
