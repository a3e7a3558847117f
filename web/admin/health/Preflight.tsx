import { For, Show } from "solid-js";
import type { getPreflight } from "#contract/admin-health";
import type { OutputOf } from "#contract/endpoint";
import { t } from "../../i18n/admin-preflight.ts";
import { Badge, type Tone } from "../../ui/Badge.tsx";
import { Section } from "../../ui/Section.tsx";

type Item = OutputOf<typeof getPreflight>["items"][number];

const tones: Record<Item["state"], Tone> = {
  wrong: "bad",
  advice: "warn",
  by_hand: "info",
  ok: "good",
};
const order = Object.keys(tones);

/** What the site lacks first, each with what to do about it. */
export function Preflight(props: { items: readonly Item[] }) {
  const sorted = () =>
    [...props.items].sort((a, b) => order.indexOf(a.state) - order.indexOf(b.state));
  return (
    <Section title={t("preflight")} text={t("preflightText")}>
      <ul class="flex flex-col" aria-label={t("preflight")}>
        <For each={sorted()}>
          {(item) => (
            <li class="flex flex-wrap items-baseline gap-x-3 gap-y-1 border-b border-line py-2 last:border-0">
              <span class="w-28 shrink-0">
                <Badge tone={tones[item.state]}>{t(`state_${item.state}`)}</Badge>
              </span>
              <div class="min-w-0 flex-1 basis-60">
                <p>
                  {t(`pre_${item.name}`)}
                  <Show when={item.state !== "ok" && item.value !== null}>
                    <span class="ml-2 text-sm text-quiet tabular-nums">{item.value}</span>
                  </Show>
                </p>
                <Show when={item.state !== "ok"}>
                  <p class="text-sm text-quiet">{t(`pre_${item.name}_do`)}</p>
                </Show>
              </div>
            </li>
          )}
        </For>
      </ul>
    </Section>
  );
}
