import { createSignal, Show } from "solid-js";
import type { SettingItem } from "#contract/admin-setting";
import { enableMaintenance } from "#contract/admin-maintenance";
import type { Maintenance } from "#contract/maintenance";
import { call } from "../../client/call.ts";
import { t } from "../../i18n/admin-settings.ts";
import { dayAndTime, timeZone } from "../../i18n/format.ts";
import { Button } from "../../ui/Button.tsx";
import { TextField } from "../../ui/TextField.tsx";
import { guardUnsaved } from "../../ui/unsaved.ts";
import { ConfirmAction } from "../parts/ConfirmAction.tsx";
import { endFault } from "../parts/lasting.ts";
import { HistoryLink } from "./HistoryLink.tsx";
import { unlessStale } from "./plan-of.ts";
import { staysAt } from "./settings-address.ts";
import { toInstant, toLocalInput } from "./zone-time.ts";

/** When what is closed now opens by itself: work that takes longer is not cut off by the clock. */
export function EndForm(props: {
  now: Maintenance;
  items: readonly SettingItem[];
  onDone: (next: Maintenance, text: string) => Promise<void>;
  onStale: () => void;
}) {
  const shown = () => (props.now.ends_at === null ? "" : toLocalInput(props.now.ends_at));
  const [ends, setEnds] = createSignal(shown());
  guardUnsaved(() => ends() !== shown(), staysAt("MAINTENANCE"));
  const [asking, setAsking] = createSignal(false);
  const [checked, setChecked] = createSignal(false);
  let stale = false;
  const end = () => (ends() === "" ? null : toInstant(ends()));
  const fault = () => {
    const at = end();
    if (ends() !== "" && (at === null || Date.parse(at) <= Date.now())) return t("badEnd");
    return endFault(at);
  };
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    setChecked(true);
    if (fault() === undefined) setAsking(true);
  };
  const move = async () => {
    const { version } = props.now;
    const json = { ends_at: end(), version };
    const next = await unlessStale(call(enableMaintenance, { json }), () => {
      stale = true;
    });
    await props.onDone(next, t("endMoved"));
  };
  const close = () => {
    setAsking(false);
    if (stale) props.onStale();
  };
  const text = () => {
    const at = end();
    return at === null ? t("moveEndOpen") : t("moveEndText", { end: dayAndTime(at) });
  };
  return (
    <form onSubmit={submit} noValidate class="flex flex-col gap-3">
      <TextField
        label={t("ends")}
        type="datetime-local"
        value={ends()}
        onInput={setEnds}
        hint={t("zone", { zone: timeZone() })}
        error={checked() ? fault() : undefined}
        class="w-60"
      />
      <div class="flex flex-wrap items-center gap-2">
        <Button kind="primary" type="submit" disabled={ends() === shown()}>
          {t("moveEnd")}
        </Button>
        <Show when={props.items.find((item) => item.key === "maintenance_ends_at")}>
          {(item) => <HistoryLink item={item()} />}
        </Show>
      </div>
      <p class="text-sm text-quiet">{t("planRunning")}</p>
      <Show when={asking()}>
        <ConfirmAction
          title={t("moveEndTitle")}
          text={text()}
          action={t("moveEnd")}
          stepUp
          onConfirm={move}
          onClose={close}
        />
      </Show>
    </form>
  );
}
