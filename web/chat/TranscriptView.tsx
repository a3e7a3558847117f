import ArrowDown from "lucide-solid/icons/arrow-down";
import {
  createEffect,
  createResource,
  createSignal,
  For,
  on,
  onCleanup,
  onMount,
  Show,
} from "solid-js";
import { t } from "../i18n/chat.ts";
import { Button } from "../ui/Button.tsx";
import { Skeleton } from "../ui/Skeleton.tsx";
import { listenForAnswers } from "./approval-keys.ts";
import type { Chat } from "./chat.ts";
import { EmptyChat } from "./EmptyChat.tsx";
import { loadMarkdown, openLinkedFile } from "./Markdown.tsx";
import { createOffline } from "./offline.ts";
import { stickToEnd, type Stick } from "./stick.ts";
import { TranscriptRow } from "./TranscriptRow.tsx";
import { OutgoingMessage } from "./UserMessage.tsx";

export interface TranscriptViewProps {
  chat: Chat;
  projectName: string;
  openFile: () => string | null;
  onOpenFile(path: string, line?: number): void;
  onExample(text: string): void;
  /** Null: not known yet. */
  hasFiles: boolean | null;
  /** Grows when the reader sends something: they want to see what comes of it. */
  toEnd: number;
}

/** Rows this close to the end are always laid out, the others when they come near the screen. */
const nearRows = 30;

/** The conversation. It follows its end only while the reader is there. */
export function TranscriptView(props: TranscriptViewProps) {
  const [stick, setStick] = createSignal<Stick>();
  const [older, setOlder] = createSignal<"idle" | "loading" | "failed">("idle");
  const nodes: { scroller?: HTMLDivElement; content?: HTMLDivElement; top?: HTMLDivElement } = {};

  const loadOlder = async () => {
    if (older() === "loading" || !props.chat.state().hasMore) return;
    setOlder("loading");
    try {
      const page = await props.chat.fetchOlder();
      stick()?.keepPlace(() => props.chat.addOlder(page.items, page.has_more));
      setOlder("idle");
    } catch {
      setOlder("failed");
    }
  };

  onMount(() => {
    const { scroller, content, top } = nodes;
    if (!scroller || !content || !top) return;
    setStick(stickToEnd(scroller, content));
    onCleanup(listenForAnswers(scroller));
    const observer = new IntersectionObserver(
      (entries) => entries.some((entry) => entry.isIntersecting) && void loadOlder(),
      { root: scroller, rootMargin: "400px 0px 0px" },
    );
    observer.observe(top);
    onCleanup(() => observer.disconnect());
  });

  createEffect(
    on(
      () => props.toEnd,
      () => stick()?.toEnd(),
      { defer: true },
    ),
  );

  const offline = createOffline();
  const rows = props.chat.rows;
  const isEmpty = () => rows().length === 0 && props.chat.outgoing().length === 0;
  // Comes while the socket opens; rows are laid out once, with their text.
  const [markdown] = createResource(loadMarkdown);
  const canShow = () => props.chat.state().ready && (isEmpty() || !markdown.loading);
  return (
    <div class="relative min-h-0 flex-1">
      <div
        ref={(node) => (nodes.scroller = node)}
        role="region"
        aria-label={t("transcript")}
        tabindex="0"
        class="chat-scroll relative h-full overflow-y-auto"
        onClick={(event) => openLinkedFile(event, props.onOpenFile)}
      >
        <div
          ref={(node) => (nodes.content = node)}
          class="mx-auto flex max-w-3xl flex-col gap-4 px-4 py-5"
        >
          <div ref={(node) => (nodes.top = node)} />
          <Show when={older() === "loading"}>
            <p class="text-center text-sm text-quiet">{t("older")}</p>
          </Show>
          <Show when={older() === "failed"}>
            <p class="text-center text-sm">
              {t("olderFailed")}{" "}
              <Button size="small" onClick={() => void loadOlder()}>
                {t("sendAgain")}
              </Button>
            </p>
          </Show>
          <Show when={canShow()} fallback={<Skeleton lines={5} />}>
            <Show
              when={!isEmpty()}
              fallback={
                <EmptyChat
                  project={props.projectName}
                  mode={props.chat.state().settings.mode}
                  hasFiles={props.hasFiles}
                  fileIsOpen={props.openFile() !== null}
                  onExample={props.onExample}
                />
              }
            >
              <For each={rows()}>
                {(id, index) => (
                  <TranscriptRow
                    id={id}
                    previous={rows()[index() - 1]}
                    chat={props.chat}
                    openFile={props.openFile}
                    far={index() < rows().length - nearRows}
                  />
                )}
              </For>
            </Show>
          </Show>
          <For each={props.chat.outgoing()}>
            {(message) => (
              <OutgoingMessage
                message={message}
                waiting={offline() || props.chat.connection().kind !== "open"}
                onRetry={() => props.chat.retry(message, props.openFile())}
                onDiscard={() => props.chat.discard(message.client_id)}
              />
            )}
          </For>
        </div>
      </div>
      <Show when={stick()?.atEnd() === false}>
        <button
          type="button"
          class="absolute bottom-3 left-1/2 inline-flex h-8 -translate-x-1/2 items-center gap-1.5 rounded-full border border-line bg-raised px-3 text-sm shadow-float"
          onClick={() => stick()?.toEnd()}
        >
          <ArrowDown size={14} aria-hidden="true" />
          {t("newBelow")}
        </button>
      </Show>
    </div>
  );
}
