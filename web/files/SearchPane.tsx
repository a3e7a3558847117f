import { createResource, createSignal, For, onMount, Show } from "solid-js";
import { createStore } from "solid-js/store";
import { searchFiles } from "#contract/file";
import { call } from "../client/call.ts";
import { toApiError } from "../client/error.ts";
import { t as common } from "../i18n/common.ts";
import { t } from "../i18n/files.ts";
import { ErrorState } from "../ui/ErrorState.tsx";
import { Skeleton } from "../ui/Skeleton.tsx";
import { fieldClass } from "../ui/TextField.tsx";
import { nameOf, parentOf } from "./paths.ts";

interface Match {
  readonly path: string;
  readonly line: number;
  readonly text: string;
}

const groupByFile = (matches: readonly Match[]): [string, Match[]][] => {
  const groups = new Map<string, Match[]>();
  for (const match of matches) {
    const group = groups.get(match.path);
    if (group === undefined) groups.set(match.path, [match]);
    else group.push(match);
  }
  return [...groups];
};

/** Search over all files of the project; a result opens at its line. */
export function SearchPane(props: {
  project: string;
  onOpen: (path: string, line: number) => void;
}) {
  const [form, setForm] = createStore({ pattern: "", regex: false, matchCase: false, glob: "" });
  const [asked, setAsked] = createSignal<typeof form | null>(null);
  let field: HTMLInputElement | undefined;
  onMount(() => field?.focus());

  const [found, { refetch }] = createResource(asked, (query) =>
    call(searchFiles, {
      param: { id: props.project },
      json: {
        pattern: query.pattern,
        literal: !query.regex,
        ignore_case: !query.matchCase,
        ...(query.glob.trim() === "" ? {} : { glob: query.glob.trim() }),
      },
    }),
  );
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    if (form.pattern !== "") setAsked({ ...form });
  };
  const groups = () => groupByFile(found.state === "ready" ? found().matches : []);

  return (
    <div class="flex h-full min-h-0 flex-col">
      <form role="search" class="flex flex-col gap-1.5 p-2 text-sm" onSubmit={submit}>
        <input
          ref={(element) => {
            field = element;
          }}
          type="search"
          aria-label={t("searchHint")}
          placeholder={t("searchHint")}
          class={fieldClass}
          maxlength={1000}
          value={form.pattern}
          onInput={(event) => setForm("pattern", event.currentTarget.value)}
        />
        <input
          aria-label={t("glob")}
          placeholder={t("glob")}
          class={fieldClass}
          maxlength={200}
          value={form.glob}
          onInput={(event) => setForm("glob", event.currentTarget.value)}
        />
        <div class="flex flex-wrap gap-x-3">
          <Check
            label={t("matchCase")}
            value={form.matchCase}
            onChange={(value) => setForm("matchCase", value)}
          />
          <Check
            label={t("regex")}
            value={form.regex}
            onChange={(value) => setForm("regex", value)}
          />
        </div>
        <button type="submit" class="sr-only">
          {common("search")}
        </button>
      </form>
      <div class="min-h-0 flex-1 overflow-auto" aria-live="polite">
        <Show when={found.state === "errored"}>
          <div class="p-2">
            <ErrorState error={toApiError(found.error)} small onRetry={() => void refetch()} />
          </div>
        </Show>
        <Show when={found.loading}>
          <Skeleton />
        </Show>
        <Show when={found.state === "ready" && found()}>
          {(result) => (
            <p class="px-3 pb-1 text-xs text-quiet">
              {result().matches.length === 0
                ? t("noMatches")
                : t("matches", { count: result().matches.length, files: groups().length })}
              {result().truncated ? ` ${t("truncated")}` : ""}
            </p>
          )}
        </Show>
        <For each={groups()}>
          {([path, matches]) => (
            <section aria-label={path} class="pb-2">
              <h3 class="sticky top-0 truncate bg-surface px-3 py-0.5 text-sm font-medium">
                {nameOf(path)} <span class="font-normal text-quiet">{parentOf(path)}</span>
              </h3>
              <For each={matches}>
                {(match) => (
                  <button
                    type="button"
                    class="flex w-full gap-2 px-3 py-0.5 text-left font-mono text-xs hover:bg-sunken focus-visible:-outline-offset-2"
                    onClick={() => props.onOpen(match.path, match.line)}
                  >
                    <span class="w-8 shrink-0 text-right text-quiet tabular-nums">
                      {match.line}
                    </span>
                    <span class="truncate">
                      <Excerpt text={match.text} pattern={asked()?.regex ? "" : form.pattern} />
                    </span>
                  </button>
                )}
              </For>
            </section>
          )}
        </For>
      </div>
    </div>
  );
}

/** The line from a little before the match on, the match marked. */
function Excerpt(props: { text: string; pattern: string }) {
  const at = () =>
    props.pattern === "" ? -1 : props.text.toLowerCase().indexOf(props.pattern.toLowerCase());
  const from = () => (at() > 24 ? at() - 16 : 0);
  return (
    <Show when={at() >= 0} fallback={props.text.trim()}>
      {from() > 0 ? "…" : ""}
      {props.text.slice(from(), at()).trimStart()}
      <mark class="bg-warn-soft text-ink">
        {props.text.slice(at(), at() + props.pattern.length)}
      </mark>
      {props.text.slice(at() + props.pattern.length)}
    </Show>
  );
}

function Check(props: { label: string; value: boolean; onChange: (value: boolean) => void }) {
  return (
    <label class="flex items-center gap-1.5">
      <input
        type="checkbox"
        class="accent-accent"
        checked={props.value}
        onChange={(event) => props.onChange(event.currentTarget.checked)}
      />
      {props.label}
    </label>
  );
}
