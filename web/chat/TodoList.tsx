import Circle from "lucide-solid/icons/circle";
import CircleCheck from "lucide-solid/icons/circle-check";
import CircleDot from "lucide-solid/icons/circle-dot";
import { Index, Match, Switch } from "solid-js";
import type { TodoItem } from "#contract/chat";
import { t } from "../i18n/chat.ts";

export function TodoList(props: { todos: readonly TodoItem[] }) {
  return (
    <ul class="flex flex-col gap-1 text-sm">
      <Index each={props.todos}>
        {(todo) => (
          <li class="flex items-start gap-2">
            <span class="mt-0.5 shrink-0" role="img" aria-label={t(`todo.${todo().status}`)}>
              <Switch fallback={<Circle size={15} class="text-quiet" />}>
                <Match when={todo().status === "completed"}>
                  <CircleCheck size={15} class="text-good" />
                </Match>
                <Match when={todo().status === "in_progress"}>
                  <CircleDot size={15} class="text-accent" />
                </Match>
              </Switch>
            </span>
            <span
              class="min-w-0 break-words"
              classList={{
                "text-quiet line-through": todo().status === "completed",
                "font-medium": todo().status === "in_progress",
              }}
            >
              {todo().status === "in_progress" ? todo().activeForm : todo().content}
            </span>
          </li>
        )}
      </Index>
    </ul>
  );
}
