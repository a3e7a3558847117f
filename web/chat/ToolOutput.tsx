import { For, Match, Show, Switch } from "solid-js";
import type { ToolDisplay } from "#contract/chat";
import { t } from "../i18n/chat-tool.ts";
import { DiffView } from "./DiffView.tsx";
import { fold, plainOutput } from "./fold.ts";
import { Folded } from "./Folded.tsx";
import { TodoList } from "./TodoList.tsx";
import { WebPage } from "./WebPage.tsx";

type Of<K extends ToolDisplay["kind"]> = Extract<ToolDisplay, { kind: K }>;

const as = <K extends ToolDisplay["kind"]>(display: ToolDisplay, kind: K): Of<K> | undefined =>
  display.kind === kind ? (display as Of<K>) : undefined;

/** What a finished call shows when opened; also what an edit would do, before it is approved. */
export function ToolOutput(props: { display: ToolDisplay }) {
  return (
    <Switch>
      <Match when={as(props.display, "diff")}>{(shown) => <Diff display={shown()} />}</Match>
      <Match when={as(props.display, "terminal")}>
        {(shown) => <Terminal display={shown()} />}
      </Match>
      <Match when={as(props.display, "file")}>
        {(shown) => (
          <p class="px-3 py-2 text-sm">
            <FileButton path={shown().path} line={shown().from_line} />{" "}
            <span class="text-quiet">
              {t("lines", {
                from: shown().from_line,
                to: Math.max(shown().from_line, shown().from_line + shown().lines - 1),
                total: shown().total_lines,
              })}
            </span>
          </p>
        )}
      </Match>
      <Match when={as(props.display, "matches")}>
        {(shown) => (
          <>
            <p class="px-3 pt-2 text-sm text-quiet">{shown().summary}</p>
            <Folded text={shown().output} />
          </>
        )}
      </Match>
      <Match when={as(props.display, "todos")}>
        {(shown) => (
          <div class="px-3 py-2">
            <TodoList todos={shown().todos} />
          </div>
        )}
      </Match>
      <Match when={as(props.display, "web")}>{(shown) => <WebPage display={shown()} />}</Match>
      <Match when={as(props.display, "text")}>{(shown) => <Folded text={shown().text} />}</Match>
    </Switch>
  );
}

function Diff(props: { display: Of<"diff"> }) {
  return (
    <Show
      when={props.display.diff}
      fallback={<p class="px-3 py-2 text-sm text-quiet">{t("diffTooLarge")}</p>}
    >
      {(diff) => <DiffView path={props.display.path} diff={diff()} />}
    </Show>
  );
}

function Terminal(props: { display: Of<"terminal"> }) {
  const output = () => plainOutput(props.display.output).trimEnd();
  return (
    <div class="chat-terminal" role="group" aria-label={t("terminal")}>
      <pre class="chat-output" tabindex="0">
        <span class="text-quiet select-none">
          {props.display.cwd === "" ? "" : `${props.display.cwd} `}${" "}
        </span>
        {props.display.command}
      </pre>
      <Show when={output()} fallback={<p class="px-3 pb-2 text-xs text-quiet">{t("noOutput")}</p>}>
        {(text) => (
          <Folded text={text()} total={fold(text()) === null ? 0 : props.display.total_chars} />
        )}
      </Show>
      <Show when={props.display.exit_code !== 0}>
        <p class="px-3 pb-2 text-xs text-bad">{t("exitCode", { code: props.display.exit_code })}</p>
      </Show>
      <Show when={props.display.changed.length > 0}>
        <p class="flex flex-wrap gap-x-3 border-t border-line px-3 py-1.5 text-xs">
          <span class="text-quiet">{t("changedFiles")}</span>
          <For each={props.display.changed}>{(path) => <FileButton path={path} />}</For>
        </p>
      </Show>
    </div>
  );
}

/** Opens the file; the transcript listens for `data-file`. */
function FileButton(props: { path: string; line?: number }) {
  return (
    <button
      type="button"
      class="file-link font-mono text-xs"
      data-file={props.path}
      data-line={props.line}
    >
      {props.path}
    </button>
  );
}
