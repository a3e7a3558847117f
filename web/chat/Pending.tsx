import X from "lucide-solid/icons/x";
import { createSignal, For, Show } from "solid-js";
import { isActive } from "#contract/chat";
import { t } from "../i18n/chat.ts";
import { IconButton } from "../ui/IconButton.tsx";
import { createAnswer } from "./answer.ts";
import type { Chat } from "./chat.ts";
import { TodoList } from "./TodoList.tsx";

/** The tasks of the model; folded to the one it is at. Gone when all are done and it rests. */
export function TodoPanel(props: { chat: Chat }) {
  const [open, setOpen] = createSignal(false);
  const todos = () => props.chat.state().todos;
  const done = () => todos().filter((todo) => todo.status === "completed").length;
  const current = () => todos().find((todo) => todo.status === "in_progress");
  const shown = () =>
    todos().length > 0 && (done() < todos().length || isActive(props.chat.state().run.state));
  return (
    <Show when={shown()}>
      <section aria-label={t("todos")} class="rounded-md border border-line bg-raised">
        <button
          type="button"
          aria-expanded={open()}
          class="flex min-h-8 w-full items-center gap-2 px-3 text-left text-sm pointer-coarse:min-h-11"
          onClick={() => setOpen(!open())}
        >
          <span class="font-medium">{t("todos")}</span>
          <span class="shrink-0 text-quiet tabular-nums">
            {t("todosDone", { done: done(), all: todos().length })}
          </span>
          <span class="min-w-0 flex-1 truncate text-right text-quiet">
            {open() ? "" : current()?.activeForm}
          </span>
        </button>
        <Show when={open()}>
          <div class="max-h-48 overflow-y-auto border-t border-line px-3 py-2">
            <TodoList todos={todos()} />
          </div>
        </Show>
      </section>
    </Show>
  );
}

/** Messages sent while a turn runs: they are taken up one after the other. */
export function QueueList(props: { chat: Chat }) {
  const { answer } = createAnswer(props.chat.command);
  return (
    <Show when={props.chat.state().queue.length > 0}>
      <ul aria-label={t("queued")} class="flex flex-col gap-1">
        <For each={props.chat.state().queue}>
          {(message) => (
            <li class="flex items-center gap-2 rounded-md border border-dashed border-edge bg-raised py-0.5 pr-1 pl-3 text-sm">
              <span class="min-w-0 flex-1 truncate">{message.text}</span>
              <IconButton
                size="small"
                label={t("removeQueued")}
                onClick={() => void answer({ type: "queue.remove", client_id: message.client_id })}
              >
                <X size={14} />
              </IconButton>
            </li>
          )}
        </For>
      </ul>
    </Show>
  );
}
