import { createSignal, Show } from "solid-js";
import type { Approval, ToolItem } from "#contract/chat";
import { t } from "../i18n/chat-tool.ts";
import { Button } from "../ui/Button.tsx";
import { createAnswer, type SendCommand } from "./answer.ts";
import { ApprovalCard } from "./ApprovalCard.tsx";
import { toolLabel } from "./tool-look.ts";
import { ToolOutput } from "./ToolOutput.tsx";

export interface PermissionCardProps {
  item: ToolItem;
  approval: Extract<Approval, { kind: "permission" }>;
  send: SendCommand;
}

/** Asks before a tool runs: why, what exactly, and for how long the answer holds. */
export function PermissionCard(props: PermissionCardProps) {
  const [reason, setReason] = createSignal("");
  const { busy, answer } = createAnswer(props.send, true);
  const decide = (decision: "allow" | "allow_session" | "allow_project" | "deny") =>
    void answer({
      type: "approval.answer",
      tool_id: props.item.id,
      decision,
      ...(decision === "deny" && reason().trim() !== "" ? { reason: reason().trim() } : {}),
    });
  return (
    <ApprovalCard id={props.item.id} title={`${t("approve")} — ${toolLabel(props.item.name)}`}>
      <div class="flex flex-col gap-2 p-3">
        <p class="text-sm">{props.approval.why}</p>
        <Show
          when={props.approval.preview}
          fallback={
            <pre class="chat-output rounded-md border border-line bg-sunken" tabindex="0">
              {props.item.target}
            </pre>
          }
        >
          {(preview) => (
            <div class="overflow-hidden rounded-md border border-line">
              {/* An address stands in the preview, whole. */}
              <Show when={preview().kind !== "web"}>
                <p class="border-b border-line bg-sunken px-3 py-1 font-mono text-xs">
                  {props.item.target}
                </p>
              </Show>
              <ToolOutput display={preview()} />
            </div>
          )}
        </Show>
        <div class="chat-answers">
          <Button
            kind="primary"
            data-answer="allow"
            busy={busy()}
            aria-keyshortcuts="y"
            onClick={() => decide("allow")}
          >
            {t("allow")} <Key name="y" />
          </Button>
          <Show when={props.approval.rule}>
            <Button
              data-answer="allow_session"
              busy={busy()}
              aria-keyshortcuts="a"
              onClick={() => decide("allow_session")}
            >
              {t("allowSession")} <Key name="a" />
            </Button>
            <Button
              data-answer="allow_project"
              busy={busy()}
              onClick={() => decide("allow_project")}
            >
              {t("allowProject")}
            </Button>
          </Show>
        </div>
        <Show when={props.approval.rule}>
          {(rule) => (
            <p class="text-xs text-quiet">
              {t("rule")}: <code class="font-mono text-ink">{rule()}</code>
            </p>
          )}
        </Show>
        <form
          class="chat-answers border-t border-line pt-2"
          onSubmit={(event) => {
            event.preventDefault();
            decide("deny");
          }}
        >
          <input
            class="chat-field min-w-0 flex-1"
            aria-label={t("denyReason")}
            placeholder={t("denyReason")}
            maxLength={4000}
            value={reason()}
            onInput={(event) => setReason(event.currentTarget.value)}
            onKeyDown={keepComposing}
          />
          <Button type="submit" data-answer="deny" busy={busy()} aria-keyshortcuts="n">
            {t("deny")} <Key name="n" />
          </Button>
        </form>
      </div>
    </ApprovalCard>
  );
}

/** Enter that ends a conversion of an input method must not send the form. */
export function keepComposing(event: KeyboardEvent): void {
  if (event.key === "Enter" && (event.isComposing || event.keyCode === 229)) event.preventDefault();
}

export function Key(props: { name: string }) {
  return (
    <kbd aria-hidden="true" class="chat-key">
      {props.name}
    </kbd>
  );
}
