import ChevronRight from "lucide-solid/icons/chevron-right";
import { createSignal, createUniqueId, Match, Show, Switch } from "solid-js";
import { Dynamic } from "solid-js/web";
import type { Approval, ToolItem } from "#contract/chat";
import { t } from "../i18n/chat-tool.ts";
import type { SendCommand } from "./answer.ts";
import { DiffCount } from "./DiffView.tsx";
import { Folded } from "./Folded.tsx";
import { duration } from "./duration.ts";
import { PermissionCard } from "./PermissionCard.tsx";
import { PlanCard } from "./PlanCard.tsx";
import { QuestionCard } from "./QuestionCard.tsx";
import { toolIcon, toolLabel } from "./tool-look.ts";
import { ToolOutput } from "./ToolOutput.tsx";
import { ToolState } from "./ToolState.tsx";
import { webOutcome } from "./WebPage.tsx";

const asked = <K extends Approval["kind"]>(item: ToolItem, kind: K) =>
  item.state === "awaiting" && item.approval?.kind === kind
    ? (item.approval as Extract<Approval, { kind: K }>)
    : undefined;

/** A tool call: what it asks while it waits, one quiet line otherwise. */
export function ToolCard(props: { item: ToolItem; send: SendCommand }) {
  return (
    <Switch fallback={<ToolLine item={props.item} />}>
      <Match when={asked(props.item, "permission")}>
        {(approval) => <PermissionCard item={props.item} approval={approval()} send={props.send} />}
      </Match>
      <Match when={asked(props.item, "plan")}>
        {(approval) => <PlanCard id={props.item.id} plan={approval().plan} send={props.send} />}
      </Match>
      <Match when={asked(props.item, "question")}>
        {(approval) => (
          <QuestionCard id={props.item.id} questions={approval().questions} send={props.send} />
        )}
      </Match>
    </Switch>
  );
}

function ToolLine(props: { item: ToolItem }) {
  const [open, setOpen] = createSignal(false);
  const id = createUniqueId();
  const outcome = () => {
    const display = props.item.display;
    if (display?.kind === "web") return webOutcome(display);
    return display?.kind === "matches" ? t("matches", { count: display.count }) : "";
  };
  const diff = () => {
    const display = props.item.display;
    return display?.kind === "diff" ? display : undefined;
  };
  return (
    <div class="rounded-md" classList={{ "my-1 border border-line bg-raised": open() }}>
      <button
        type="button"
        aria-expanded={open()}
        aria-controls={id}
        onClick={() => setOpen(!open())}
        class="flex min-h-8 w-full items-center gap-2 rounded-md px-1.5 text-left text-sm hover:bg-sunken pointer-coarse:min-h-11"
      >
        <ChevronRight
          size={14}
          class="shrink-0 text-quiet transition-transform"
          classList={{ "rotate-90": open() }}
          aria-hidden="true"
        />
        <span class="shrink-0 text-quiet" aria-hidden="true">
          <Dynamic component={toolIcon(props.item.name)} size={14} />
        </span>
        <span class="shrink-0 font-medium">{toolLabel(props.item.name)}</span>
        <span
          class="min-w-0 flex-1 truncate font-mono text-xs text-quiet"
          title={props.item.target}
        >
          {props.item.target}
        </span>
        <Show when={diff()}>
          {(shown) => <DiffCount added={shown().added} removed={shown().removed} />}
        </Show>
        <Show when={outcome()}>
          <span class="shrink-0 text-xs text-quiet">{outcome()}</span>
        </Show>
        <ToolState state={props.item.state} />
        <Show when={props.item.duration_ms !== null}>
          <span class="min-w-12 shrink-0 text-right text-xs text-quiet tabular-nums">
            {duration(props.item.duration_ms ?? 0)}
          </span>
        </Show>
      </button>
      <Show when={open()}>
        <div id={id} class="border-t border-line">
          <ToolBody item={props.item} />
        </div>
      </Show>
    </div>
  );
}

function ToolBody(props: { item: ToolItem }) {
  const input = () => JSON.stringify(props.item.input, null, 2) ?? "";
  const display = () => {
    const shown = props.item.display;
    // Its first line speaks to the model.
    return props.item.name === "AskUserQuestion" && shown?.kind === "text"
      ? { ...shown, text: shown.text.replace(/^.*\n\n/, "") }
      : shown;
  };
  return (
    <>
      <Show when={display()}>{(shown) => <ToolOutput display={shown()} />}</Show>
      <Show when={props.item.display === null && props.item.result}>
        {(result) => <Folded text={result()} />}
      </Show>
      <details class="border-t border-line text-sm">
        <summary class="cursor-pointer px-3 py-1.5 text-xs text-quiet">{t("input")}</summary>
        <Folded text={input()} />
      </details>
      <Show when={props.item.display !== null && props.item.result}>
        {(result) => (
          <details class="border-t border-line text-sm">
            <summary class="cursor-pointer px-3 py-1.5 text-xs text-quiet">{t("result")}</summary>
            <Folded text={result()} />
          </details>
        )}
      </Show>
    </>
  );
}
