import { For, Show } from "solid-js";
import type { checkHealthInDetail } from "#contract/admin-health";
import type { OutputOf } from "#contract/endpoint";
import { t } from "../../i18n/admin-health.ts";
import { count } from "../../i18n/format.ts";
import { Badge } from "../../ui/Badge.tsx";
import { Facts } from "../parts/Facts.tsx";
import {
  type Group,
  groups,
  type NamedPart,
  partsOf,
  remedyOf,
  factsOf,
  tones,
} from "./part-names.ts";

type Checks = OutputOf<typeof checkHealthInDetail>["checks"];

/** One card a part: what it is, how it is, how long it took. */
export function Summary(props: { checks: Checks }) {
  const all = () => groups.flatMap((group) => partsOf(props.checks, group));
  return (
    <ul class="grid grid-cols-2 gap-3 @2xl:grid-cols-3 @4xl:grid-cols-5">
      <For each={all()}>
        {(one) => (
          <li class="flex min-w-0 flex-col gap-1 rounded-lg border border-line bg-raised px-3 py-2">
            <span class="truncate text-xs text-quiet" title={t(`part_${one.name}`)}>
              {t(`part_${one.name}`)}
            </span>
            <span class="flex items-baseline justify-between gap-2">
              <Badge tone={tones[one.part.status]}>{t(one.part.status)}</Badge>
              <Show when={one.part.status !== "off"}>
                <span class="text-sm whitespace-nowrap tabular-nums">
                  {t("responded", { ms: count(one.part.response_time_ms) })}
                </span>
              </Show>
            </span>
          </li>
        )}
      </For>
    </ul>
  );
}

/** Every part with what it says of itself; what is not as it should be stands open. */
export function PartDetails(props: { checks: Checks }) {
  return (
    <div class="flex flex-col gap-4">
      <For each={groups}>
        {(group) => <PartGroup group={group} parts={partsOf(props.checks, group)} />}
      </For>
    </div>
  );
}

function PartGroup(props: { group: Group; parts: readonly NamedPart[] }) {
  return (
    <section aria-label={t(`group_${props.group}`)}>
      <h3 class="mb-1 text-sm font-medium text-quiet">{t(`group_${props.group}`)}</h3>
      <div class="rounded-md border border-line">
        <For each={props.parts}>
          {({ name, part }) => (
            <details
              class="border-b border-line last:border-0"
              open={part.status === "degraded" || part.status === "unhealthy"}
            >
              <summary class="cursor-pointer px-3 py-2 hover:bg-sunken pointer-coarse:py-3">
                <span class="ml-1 inline-flex w-[calc(100%-1.5rem)] flex-wrap items-center gap-x-3">
                  <span class="flex-1">{t(`part_${name}`)}</span>
                  <Badge tone={tones[part.status]}>{t(part.status)}</Badge>
                  <span class="w-20 text-right text-sm tabular-nums">
                    {part.status === "off"
                      ? "–"
                      : t("responded", { ms: count(part.response_time_ms) })}
                  </span>
                </span>
              </summary>
              <div class="flex flex-col gap-2 px-8 pb-3 text-sm">
                <Show when={part.problem}>
                  {(problem) => (
                    <>
                      <p class="font-medium">{t(`problem_${problem()}`)}</p>
                      <p>
                        <span class="text-quiet">{t("whatToDo")}: </span>
                        {remedyOf(name, part.problem)}
                      </p>
                    </>
                  )}
                </Show>
                <Show
                  when={factsOf(part).length > 0}
                  fallback={<p class="text-quiet">{t("noDetails")}</p>}
                >
                  <Facts items={factsOf(part)} />
                </Show>
                <Show when={name === "anthropic"}>
                  <a
                    href="https://status.anthropic.com/"
                    target="_blank"
                    rel="noreferrer"
                    class="self-start text-accent hover:underline"
                  >
                    {t("statusPage")}
                  </a>
                </Show>
              </div>
            </details>
          )}
        </For>
      </div>
    </section>
  );
}
