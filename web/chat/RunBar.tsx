import Square from "lucide-solid/icons/square";
import { createEffect, createMemo, createSignal, onCleanup, Show } from "solid-js";
import { isActive } from "#contract/chat";
import { t } from "../i18n/chat.ts";
import { Button } from "../ui/Button.tsx";
import { createAnswer } from "./answer.ts";
import type { Chat } from "./chat.ts";
import { elapsed } from "./duration.ts";
import type { ChatState } from "./state.ts";

/** While a turn runs: what it does, for how long, and how to stop it. */
export function RunBar(props: { chat: Chat; escArmed: boolean }) {
  const run = () => props.chat.state().run;
  const [now, setNow] = createSignal(Date.now());
  createEffect(() => {
    if (!isActive(run().state)) return;
    setNow(Date.now());
    const timer = setInterval(() => setNow(Date.now()), 1000);
    onCleanup(() => clearInterval(timer));
  });
  const label = createMemo(() => {
    const state = run().state;
    if (state === "streaming" && writes(props.chat.state())) return t("run.writing");
    return state === "idle" || state === "stopped" || state === "failed" ? "" : t(`run.${state}`);
  });
  return (
    <>
      <p role="status" class="sr-only">
        {label()}
      </p>
      <Show when={isActive(run().state)}>
        <div class="flex items-center gap-2 px-1 text-sm text-quiet">
          <span
            class="chat-pulse size-2 shrink-0 rounded-full"
            classList={{
              "bg-warn": run().state === "awaiting_approval",
              "bg-accent": run().state !== "awaiting_approval",
            }}
            aria-hidden="true"
          />
          <span class="min-w-0 truncate" aria-hidden="true">
            {label()}
          </span>
          <Show when={run().started_at}>
            {(from) => <span class="tabular-nums">{elapsed(now() - from())}</span>}
          </Show>
          <span class="flex-1" />
          <Show when={props.escArmed}>
            <span class="text-xs text-warn" role="status">
              {t("escAgain")}
            </span>
          </Show>
          <StopButton chat={props.chat} />
        </div>
      </Show>
    </>
  );
}

/** Whether the text of an answer comes in just now. */
function writes({ items }: ChatState): boolean {
  const last = items.findLast((item) => item.kind === "assistant");
  return last?.stop_reason === null && last.blocks.at(-1)?.type === "text";
}

function StopButton(props: { chat: Chat }) {
  const { busy, answer } = createAnswer(props.chat.command);
  return (
    <Button
      size="small"
      busy={busy()}
      title={t("stopHint")}
      onClick={() => void answer({ type: "run.stop" })}
    >
      <Square size={12} aria-hidden="true" /> {t("stop")}
    </Button>
  );
}
