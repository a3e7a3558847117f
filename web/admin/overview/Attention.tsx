import { A } from "@solidjs/router";
import ChevronRight from "lucide-solid/icons/chevron-right";
import CircleAlert from "lucide-solid/icons/circle-alert";
import CircleCheck from "lucide-solid/icons/circle-check";
import { createMemo, For, Show } from "solid-js";
import type { ConsoleOverview } from "#contract/admin-overview";
import { isAlone } from "../../app/session.ts";
import { t } from "../../i18n/admin-overview.ts";
import { count, dayAndTime } from "../../i18n/format.ts";
import { leadsThere } from "../page.ts";
import { type Matter, mattersOf } from "./matters.ts";

const tones = { bad: "text-bad", warn: "text-warn", quiet: "text-quiet" } as const;

/** What needs an administrator now; each leads to where it is dealt with. */
export function Attention(props: {
  attention: NonNullable<ConsoleOverview["attention"]>;
  used: Pick<ConsoleOverview, "storage" | "cost">;
}) {
  /** What has no page on a site for one person is nothing to attend to there. */
  const matters = createMemo(() =>
    mattersOf(props.attention, props.used).filter(({ href }) => leadsThere(href, isAlone())),
  );
  return (
    <>
      <Show
        when={matters().length > 0}
        fallback={
          <p class="flex items-center gap-2 py-1">
            <CircleCheck size={16} class="text-good" aria-hidden="true" />
            {t("nothing")}
          </p>
        }
      >
        <ul class="-mx-2 flex flex-col">
          <For each={matters()}>{(matter) => <Row matter={matter} />}</For>
        </ul>
      </Show>
      <p class="mt-2 text-sm text-quiet">
        <Show when={props.attention.health.at} fallback={t("neverLooked")}>
          {(at) => t("lookedAt", { time: dayAndTime(at()) })}
        </Show>
      </p>
    </>
  );
}

function Row(props: { matter: Matter }) {
  return (
    <li>
      <A
        href={props.matter.href}
        class="flex items-center gap-3 rounded-md px-2 py-2 hover:bg-sunken pointer-coarse:min-h-11"
      >
        <CircleAlert size={16} class={`shrink-0 ${tones[props.matter.tone]}`} aria-hidden="true" />
        <span class="min-w-0 flex-1 wrap-anywhere">
          <span classList={{ "font-medium": props.matter.tone === "bad" }}>
            {props.matter.text}
          </span>
          <Show when={props.matter.note}>
            {(note) => <span class="block text-sm text-quiet">{note()}</span>}
          </Show>
        </span>
        <Show when={props.matter.count}>
          {(many) => <span class="font-semibold tabular-nums">{count(many())}</span>}
        </Show>
        <ChevronRight size={16} class="shrink-0 text-quiet" aria-hidden="true" />
      </A>
    </li>
  );
}
