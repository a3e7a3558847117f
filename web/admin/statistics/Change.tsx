import { Show } from "solid-js";
import { t } from "../../i18n/admin-statistics.ts";
import { percentage } from "./points.ts";

/** By how much more or less than before, in percent; nothing where there was nothing to compare with. */
export function Change(props: {
  now: number | null;
  before: number | null;
  lessIsBetter?: boolean;
}) {
  const change = () => {
    const { now, before } = props;
    if (now === null || before === null || before === 0) return null;
    return Math.round(((now - before) / before) * 1000) / 10;
  };
  const good = () => (change() ?? 0) > 0 !== (props.lessIsBetter === true);
  return (
    <Show when={change() !== null}>
      <span
        title={t("compared")}
        class="font-medium whitespace-nowrap tabular-nums"
        classList={{
          "text-good": props.lessIsBetter !== undefined && (change() ?? 0) !== 0 && good(),
          "text-bad": props.lessIsBetter !== undefined && (change() ?? 0) !== 0 && !good(),
        }}
      >
        <span class="sr-only">{t("compared")}: </span>
        <Show when={change() !== 0} fallback={t("same")}>
          <span aria-hidden="true">
            {(change() ?? 0) > 0 ? "▲" : "▼"} {percentage(Math.abs(change() ?? 0))}
          </span>
          <span class="sr-only">
            {t((change() ?? 0) > 0 ? "up" : "down", {
              value: percentage(Math.abs(change() ?? 0)),
            })}
          </span>
        </Show>
      </span>
    </Show>
  );
}
