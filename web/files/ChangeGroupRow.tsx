import ChevronRight from "lucide-solid/icons/chevron-right";
import Minus from "lucide-solid/icons/minus";
import Pencil from "lucide-solid/icons/pencil";
import Plus from "lucide-solid/icons/plus";
import { createSignal, For, Index, Show } from "solid-js";
import { Dynamic } from "solid-js/web";
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

const marks = {
  created: [Plus, "text-good"],
  updated: [Pencil, "text-info"],
  removed: [Minus, "text-bad"],
} as const satisfies Record<Verb, readonly unknown[]>;
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
          <span class="flex items-center gap-2">
            <Badge tone={actors[props.group.kind][1]}>{t(actors[props.group.kind][0])}</Badge>
            <For each={verbs.filter((verb) => counts()[verb] > 0)}>
              {(verb) => (
                <span class="inline-flex items-center gap-0.5 text-xs" title={t(verb)}>
                  <Mark verb={verb} />
                  <span class="tabular-nums">{counts()[verb]}</span>
                </span>
              )}
            </For>
            {props.partial ? <span class="text-xs text-quiet">…</span> : null}
            <time
              datetime={props.group.at}
              title={dateTime(props.group.at)}
              class="ml-auto shrink-0 text-xs text-quiet"
            >
              {relative(props.group.at, "narrow")}
            </time>
          </span>
          <Show when={props.session}>
            {(session) => <span class="block truncate text-sm">{session()}</span>}
          </Show>
        </span>
      </button>
      <Show when={open()}>
        <ul class="pb-1">
          <Index each={props.group.files}>
            {(file) => (
              <li>
                <button
                  type="button"
                  class="flex w-full items-center gap-2 py-1 pr-3 pl-7 text-left text-sm hover:bg-sunken focus-visible:-outline-offset-2"
                  title={`${t(verbOf(file()))}: ${file().path}`}
                  onClick={() => props.onOpen(file())}
                >
                  <Mark verb={verbOf(file())} />
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

/** A small sign, and its word for who does not see it. */
function Mark(props: { verb: Verb }) {
  return (
    <span class={`shrink-0 ${marks[props.verb][1]}`}>
      <Dynamic component={marks[props.verb][0]} size={11} stroke-width={2.5} aria-hidden="true" />
      <span class="sr-only">{t(props.verb)}</span>
    </span>
  );
}
