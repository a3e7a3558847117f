import Search from "lucide-solid/icons/search";
import X from "lucide-solid/icons/x";
import { createEffect, createMemo, createSignal, createUniqueId, For, on, Show } from "solid-js";
import {
  maxQueryLength,
  parseLogQuery,
  type QueryFields,
  type Term,
  writeLogQuery,
} from "#contract/log-query";
import { t } from "../../i18n/admin-logs.ts";
import { Button } from "../../ui/Button.tsx";
import { fieldClass } from "../../ui/TextField.tsx";
import { type LogField, QueryHelp } from "./QueryHelp.tsx";

/** A query typed in words; what it means stands below as chips, what is wrong is named. */
export function QueryBox<Field extends LogField>(props: {
  fields: QueryFields<Field>;
  value: string;
  /** An example of what can be asked here. */
  hint: string;
  onSearch: (query: string) => void;
}) {
  const id = createUniqueId();
  const [typed, setTyped] = createSignal(props.value);
  createEffect(
    on(
      () => props.value,
      (value) => setTyped(value),
    ),
  );
  const parsed = createMemo(() => parseLogQuery(props.fields, typed()));
  const asked = createMemo(() => parseLogQuery(props.fields, props.value));
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    if (parsed().problems.length === 0) props.onSearch(typed().trim());
  };
  const without = (term: Term<Field>) =>
    props.onSearch(writeLogQuery(asked().terms.filter((one) => one !== term)));
  return (
    <form role="search" class="flex min-w-0 flex-1 basis-64 flex-col gap-1.5" onSubmit={submit}>
      <div class="flex gap-2">
        <div class="relative min-w-0 flex-1">
          <label for={id} class="sr-only">
            {t("query")}
          </label>
          <Search
            size={15}
            class="pointer-events-none absolute top-1/2 left-2.5 -translate-y-1/2 text-quiet"
            aria-hidden="true"
          />
          <input
            id={id}
            type="search"
            class={`${fieldClass} pl-8 font-mono text-sm`}
            placeholder={props.hint}
            maxlength={maxQueryLength}
            autocomplete="off"
            autocapitalize="off"
            spellcheck={false}
            value={typed()}
            aria-invalid={parsed().problems.length > 0}
            aria-describedby={`${id}-note`}
            onInput={(event) => setTyped(event.currentTarget.value)}
          />
        </div>
        <Button type="submit" class="h-9">
          {t("search")}
        </Button>
      </div>
      <div id={`${id}-note`} aria-live="polite">
        <For each={parsed().problems}>
          {({ word, problem }) => <p class="text-sm text-bad">{t(problem, { word })}</p>}
        </For>
      </div>
      <Show when={asked().terms.length > 0}>
        <ul class="flex flex-wrap gap-1.5">
          <For each={asked().terms}>
            {(term) => <Chip term={term} onRemove={() => without(term)} />}
          </For>
        </ul>
      </Show>
      <QueryHelp fields={Object.keys(props.fields) as Field[]} />
    </form>
  );
}

function Chip(props: { term: Term; onRemove: () => void }) {
  const text = () => writeLogQuery([props.term]);
  return (
    <li
      class="inline-flex max-w-full items-center gap-1 rounded-full border py-0.5 pr-1 pl-2.5 text-sm"
      classList={{
        "border-bad/50 bg-bad-soft": props.term.not,
        "border-line bg-raised": !props.term.not,
      }}
    >
      <Show when={props.term.not}>
        <span class="font-medium text-bad">{t("not")}</span>
      </Show>
      <span class="truncate">
        <span class="text-quiet">{props.term.field ?? t("word")}:</span> {props.term.value}
      </span>
      <button
        type="button"
        class="inline-flex size-6 items-center justify-center rounded-full text-quiet hover:bg-sunken hover:text-ink pointer-coarse:size-9"
        aria-label={t("remove", { term: text() })}
        onClick={() => props.onRemove()}
      >
        <X size={13} aria-hidden="true" />
      </button>
    </li>
  );
}
