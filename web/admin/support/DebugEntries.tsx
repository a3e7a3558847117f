import { createSignal, For, onMount, Show } from "solid-js";
import { type DebugEntry, DebugLevel, listDebugEntries } from "#contract/admin-debug";
import { call } from "../../client/call.ts";
import { t } from "../../i18n/admin-debug.ts";
import { count, dateTime } from "../../i18n/format.ts";
import { Badge, type Tone } from "../../ui/Badge.tsx";
import { Button } from "../../ui/Button.tsx";
import { createAction } from "../../ui/create-action.ts";
import { ErrorState } from "../../ui/ErrorState.tsx";
import { FilterSelect } from "../parts/FilterSelect.tsx";

const events = ["request", "query", "storage", "object", "decision", "tool", "model"] as const;
type Event = (typeof events)[number];

const tones: Record<DebugLevel, Tone> = { DEBUG: "quiet", INFO: "info", WARNING: "warn" };

const eventText = (event: string): string => {
  const known = events.find((one) => one === event);
  return known === undefined ? event : t(`event_${known}`);
};

/** `name=value`, as a log line has them. */
const fieldsText = (fields: DebugEntry["fields"]): string =>
  Object.entries(fields)
    .filter(([, value]) => value !== null)
    .map(([name, value]) =>
      typeof value === "string" ? `${name}=${value}` : `${name}=${JSON.stringify(value)}`,
    )
    .join("  ");

/** The records of one scope, the newest first. */
export function DebugEntries(props: { id: string }) {
  const [level, setLevel] = createSignal<DebugLevel>();
  const [event, setEvent] = createSignal<Event>();
  const [rows, setRows] = createSignal<readonly DebugEntry[] | null>(null);
  const [next, setNext] = createSignal<number | null>(null);
  const load = createAction(async (before: number | null) => {
    const answer = await call(listDebugEntries, {
      param: { id: props.id },
      query: {
        level: level(),
        event: event(),
        ...(before === null ? {} : { before: String(before) }),
      },
    });
    setRows(before === null ? answer.items : [...(rows() ?? []), ...answer.items]);
    setNext(answer.next_before);
  });
  onMount(() => void load.run(null));
  return (
    <section aria-label={t("records")} class="flex flex-col gap-2">
      <div class="flex flex-wrap items-center gap-2">
        <h2 class="mr-auto font-medium">{t("records")}</h2>
        <FilterSelect
          label={t("level")}
          value={level()}
          options={DebugLevel.options.map((value) => ({ value, label: value }))}
          onChange={(value) => {
            setLevel(value);
            void load.run(null);
          }}
        />
        <FilterSelect
          label={t("event")}
          value={event()}
          options={events.map((value) => ({ value, label: eventText(value) }))}
          onChange={(value) => {
            setEvent(value);
            void load.run(null);
          }}
        />
        <Button busy={load.busy()} onClick={() => void load.run(null)}>
          {t("refresh")}
        </Button>
      </div>
      <Show when={load.error()}>{(error) => <ErrorState error={error()} small />}</Show>
      <Show when={rows()?.length === 0}>
        <p class="text-quiet">{t("noEntries")}</p>
      </Show>
      <div
        class="overflow-x-auto rounded-md border border-line bg-raised"
        classList={{ hidden: (rows()?.length ?? 0) === 0 }}
        tabIndex={0}
        role="region"
        aria-label={t("records")}
      >
        <table class="w-full text-[13px]">
          <thead class="text-left text-quiet">
            <tr>
              <th class="px-3 py-1.5 font-medium whitespace-nowrap">{t("time")}</th>
              <th class="px-3 py-1.5 font-medium whitespace-nowrap">{t("level")}</th>
              <th class="px-3 py-1.5 font-medium whitespace-nowrap">{t("event")}</th>
              <th class="px-3 py-1.5 text-right font-medium whitespace-nowrap">{t("duration")}</th>
              <th class="px-3 py-1.5 font-medium whitespace-nowrap">{t("what")}</th>
            </tr>
          </thead>
          <tbody>
            <For each={rows()}>
              {(row) => (
                <tr class="border-t border-line align-top">
                  <td class="px-3 py-1.5 whitespace-nowrap tabular-nums">{dateTime(row.at)}</td>
                  <td class="px-3 py-1.5">
                    <Badge tone={tones[row.level]}>{row.level}</Badge>
                  </td>
                  <td class="px-3 py-1.5 whitespace-nowrap">{eventText(row.event)}</td>
                  <td class="px-3 py-1.5 text-right whitespace-nowrap tabular-nums">
                    {row.ms === null ? "–" : `${count(row.ms)} ms`}
                  </td>
                  <td class="min-w-80 px-3 py-1.5 font-mono text-xs wrap-anywhere">
                    {fieldsText(row.fields)}
                  </td>
                </tr>
              )}
            </For>
          </tbody>
        </table>
      </div>
      <Show when={next()}>
        {(before) => (
          <div>
            <Button busy={load.busy()} onClick={() => void load.run(before())}>
              {t("more")}
            </Button>
          </div>
        )}
      </Show>
    </section>
  );
}
