import { createEffect, createMemo, createSignal, type Accessor } from "solid-js";
import type { CommandInfo } from "#contract/frames";
import { t } from "../i18n/chat.ts";
import { matchCommands, matchFiles, triggerAt, type Trigger } from "./completion.ts";
import { prompts, wantPrompts } from "./prompts.ts";
import type { Suggestion } from "./Suggestions.tsx";

export interface SuggestSources {
  text: Accessor<string>;
  caret: Accessor<number>;
  commands: () => readonly CommandInfo[];
  files: () => readonly string[];
}

/** What may be completed where the caret stands, and which of it is marked. */
export function createSuggest(sources: SuggestSources) {
  const [marked, setMarked] = createSignal(0);
  const [dismissed, setDismissed] = createSignal<string | null>(null);
  const trigger = createMemo(() => triggerAt(sources.text(), sources.caret()));
  const key = (at: Trigger) => `${at.kind}:${at.from}:${at.query}`;

  const wanted = createMemo(() => trigger()?.kind === "command");
  createEffect(() => wanted() && void wantPrompts());

  const items = createMemo<readonly Suggestion[]>(() => {
    const at = trigger();
    if (!at || key(at) === dismissed()) return [];
    const found =
      at.kind === "command" ? [...commands(sources, at), ...templates(at)] : files(sources, at);
    // A command that is written out needs no list any more.
    return found.length === 1 && found[0]?.value === at.query && found[0].body === undefined
      ? []
      : found;
  });

  return {
    trigger,
    items,
    marked: () => Math.min(marked(), Math.max(0, items().length - 1)),
    move: (by: number) => {
      const size = items().length;
      if (size > 0) setMarked((marked() + by + size) % size);
    },
    reset: () => setMarked(0),
    dismiss: () => {
      const at = trigger();
      if (at) setDismissed(key(at));
    },
  };
}

const commands = (sources: SuggestSources, at: Trigger): Suggestion[] =>
  matchCommands(sources.commands(), at.query).map((command) => ({
    value: command.name,
    label: `/${command.name}${command.hint ? ` ${command.hint}` : ""}`,
    detail: command.description,
    badge: command.source === "project" ? t("projectCommand") : "",
  }));

const templates = (at: Trigger): Suggestion[] =>
  prompts()
    .filter(({ name }) => name.startsWith(at.query.toLowerCase()))
    .map(({ name, description, body }) => ({
      value: name,
      label: `/${name}`,
      detail: description || body,
      badge: t("promptTemplate"),
      body,
    }));

const files = (sources: SuggestSources, at: Trigger): Suggestion[] =>
  matchFiles(sources.files(), at.query).map((path) => ({
    value: path,
    label: path.slice(path.lastIndexOf("/") + 1),
    detail: path.slice(0, Math.max(0, path.lastIndexOf("/"))),
    badge: "",
  }));
