import ChevronRight from "lucide-solid/icons/chevron-right";
import { createSignal, For, Index, Show } from "solid-js";
import { t } from "../i18n/files.ts";
import { dateTime, relative } from "../i18n/format.ts";
import { Badge, type Tone } from "../ui/Badge.tsx";
import {
  type ChangeGroup,
  countVerbs,
  type NetChange,
  type Verb,
  verbOf,
} from "./change-groups.ts";
import { nameOf, parentOf } from "./paths.ts";

const actors = {
  agent: ["byAgent", "info"],
  user: ["byUser", "quiet"],
  import: ["byImport", "quiet"],
} as const satisfies Record<ChangeGroup["kind"], readonly [string, Tone]>;

const marks: Record<Verb, readonly [mark: string, look: string]> = {
  created: ["+", "text-good"],
  updated: ["~", "text-info"],
  removed: ["−", "text-bad"],
};
const verbs = Object.keys(marks) as Verb[];

/** More files than this are folded away at first. */
const fewFiles = 5;

export interface ChangeGroupRowProps {
  group: ChangeGroup;
  /** The session the agent worked in, as far as it is known. */
  session: string | undefined;
  /** Older changes of it are not loaded yet. */
  partial: boolean;
  onOpen: (file: NetChange) => void;
}

/** What one turn, import or while of editing did: how much, and file by file when opened. */
export function ChangeGroupRow(props: ChangeGroupRowProps) {
  const [open, setOpen] = createSignal(props.group.files.length <= fewFiles);
  const counts = () => countVerbs(props.group.files);
  const total = () => `${props.group.files.length}${props.partial ? "+" : ""}`;
  return (
    <li class="border-b border-line">
      <button
        type="button"
        aria-expanded={open()}
        class="flex w-full items-start gap-1.5 px-2 py-1.5 text-left hover:bg-sunken focus-visible:-outline-offset-2"
        onClick={() => setOpen(!open())}
      >
        <ChevronRight
          size={14}
          class="mt-1 shrink-0 text-quiet transition"
          classList={{ "rotate-90": open() }}
          aria-hidden="true"
        />
        <span class="min-w-0 flex-1">
          <span class="flex items-center gap-2 text-sm">
            <Badge tone={actors[props.group.kind][1]}>{t(actors[props.group.kind][0])}</Badge>
            <span class="min-w-0 flex-1 truncate">{props.session}</span>
            <time
              datetime={props.group.at}
              title={dateTime(props.group.at)}
              class="shrink-0 text-xs text-quiet"
            >
              {relative(props.group.at)}
            </time>
          </span>
          <span class="flex items-center gap-2 text-xs text-quiet">
            {t("fileCount", { count: total() })}
            <For each={verbs.filter((verb) => counts()[verb] > 0)}>
              {(verb) => (
                <span class={`font-mono tabular-nums ${marks[verb][1]}`} title={t(verb)}>
                  {marks[verb][0]}
                  {counts()[verb]}
                  <span class="sr-only"> {t(verb)}</span>
                </span>
              )}
            </For>
          </span>
        </span>
      </button>
      <Show when={open()}>
        <ul class="pb-1">
          <Index each={props.group.files}>
            {(file) => (
              <li>
                <button
                  type="button"
                  class="flex w-full items-baseline gap-2 py-1 pr-3 pl-7 text-left text-sm hover:bg-sunken focus-visible:-outline-offset-2"
                  title={`${t(verbOf(file()))}: ${file().path}`}
                  onClick={() => props.onOpen(file())}
                >
                  <span
                    class={`w-2 shrink-0 font-mono ${marks[verbOf(file())][1]}`}
                    aria-hidden="true"
                  >
                    {marks[verbOf(file())][0]}
                  </span>
                  <span class="sr-only">{t(verbOf(file()))}</span>
                  <span class="min-w-0 flex-1 truncate">
                    {nameOf(file().path)}{" "}
                    <span class="text-xs text-quiet">{parentOf(file().path)}</span>
                  </span>
                </button>
              </li>
            )}
          </Index>
        </ul>
      </Show>
    </li>
  );
}
