import { createEffect, createSignal, on, onCleanup, Show } from "solid-js";
import { readCondition } from "#contract/admin-alert";
import type { ConditionType } from "#contract/alert-condition";
import type { OutputOf } from "#contract/endpoint";
import { call } from "../../client/call.ts";
import { t } from "../../i18n/admin-alerts.ts";
import { valueText } from "./alert-words.ts";

const refreshEvery = 30_000;
const pause = 300;

/** What the condition reads now, read again while it is looked at. */
export function NowValue(props: {
  condition: ConditionType;
  unit: string;
  /** Null: none the condition has. */
  windowMinutes: number | null;
  /** What else is to be known of when it was judged. */
  note?: string;
}) {
  const [read, setRead] = createSignal<OutputOf<typeof readCondition>>();
  createEffect(
    on(
      () => [props.condition, props.unit, props.windowMinutes] as const,
      ([condition_type, unit, minutes]) => {
        setRead(undefined);
        if (minutes === null) return;
        let current = true;
        const query = { condition_type, unit, window_minutes: String(minutes) };
        const ask = () =>
          call(readCondition, { query, background: true }).then(
            (answer) => current && setRead(answer),
            // It is a help beside the form: without an answer the form stands.
            () => undefined,
          );
        const first = setTimeout(() => void ask(), pause);
        const timer = setInterval(() => void ask(), refreshEvery);
        onCleanup(() => {
          current = false;
          clearTimeout(first);
          clearInterval(timer);
        });
      },
    ),
  );
  const text = () => {
    const found = read();
    if (found === undefined) return t("reading");
    if (!found.is_known) return t("nowUnknown");
    return found.value === null
      ? t("nowQuiet")
      : t("now", { value: valueText(found.value, found.unit) });
  };
  return (
    <p role="status" data-now class="rounded-md bg-sunken px-3 py-2 text-sm tabular-nums">
      {text()}
      <Show when={props.note}>{(note) => <span class="mt-1 block text-quiet">{note()}</span>}</Show>
    </p>
  );
}
