import { createSignal, Show } from "solid-js";
import type { PermissionMode } from "#contract/common";
import { t } from "../i18n/chat-tool.ts";
import { Button } from "../ui/Button.tsx";
import { createAnswer, type SendCommand } from "./answer.ts";
import { ApprovalCard } from "./ApprovalCard.tsx";
import { Markdown } from "./Markdown.tsx";
import { keepComposing, Key } from "./PermissionCard.tsx";

/** A plan to read, to change, to approve into a mode, or to send back with a word. */
export function PlanCard(props: { id: string; plan: string; send: SendCommand }) {
  const [plan, setPlan] = createSignal(props.plan);
  const [editing, setEditing] = createSignal(false);
  const [feedback, setFeedback] = createSignal("");
  const { busy, answer } = createAnswer(props.send, true);
  const approve = (mode: PermissionMode) =>
    void answer({
      type: "plan.answer",
      tool_id: props.id,
      decision: "approve",
      mode,
      ...(plan() === props.plan ? {} : { plan: plan() }),
    });
  const reject = () =>
    void answer({
      type: "plan.answer",
      tool_id: props.id,
      decision: "reject",
      ...(feedback().trim() === "" ? {} : { feedback: feedback().trim() }),
    });
  return (
    <ApprovalCard id={props.id} title={t("planTitle")}>
      <div class="flex flex-col gap-2 p-3">
        <Show when={editing()} fallback={<Markdown text={plan()} />}>
          <textarea
            class="chat-field w-full font-mono"
            aria-label={t("planText")}
            maxLength={100_000}
            value={plan()}
            onInput={(event) => setPlan(event.currentTarget.value)}
          />
        </Show>
        <div class="chat-answers border-t border-line pt-2">
          <Button
            kind="primary"
            data-answer="allow"
            busy={busy()}
            aria-keyshortcuts="y"
            onClick={() => approve("default")}
          >
            {t("planApprove")} <Key name="y" />
          </Button>
          <Button
            data-answer="allow_session"
            busy={busy()}
            aria-keyshortcuts="a"
            onClick={() => approve("acceptEdits")}
          >
            {t("planApproveEdits")} <Key name="a" />
          </Button>
          <Button kind="quiet" disabled={busy()} onClick={() => setEditing(!editing())}>
            {editing() ? t("planEditDone") : t("planEdit")}
          </Button>
        </div>
        <form
          class="chat-answers"
          onSubmit={(event) => {
            event.preventDefault();
            reject();
          }}
        >
          <input
            class="chat-field min-w-0 flex-1"
            aria-label={t("planFeedback")}
            placeholder={t("planFeedback")}
            maxLength={4000}
            value={feedback()}
            onInput={(event) => setFeedback(event.currentTarget.value)}
            onKeyDown={keepComposing}
          />
          <Button type="submit" data-answer="deny" busy={busy()} aria-keyshortcuts="n">
            {t("planReject")} <Key name="n" />
          </Button>
        </form>
      </div>
    </ApprovalCard>
  );
}
