import { createSignal, Show } from "solid-js";
import type { SettingItem } from "#contract/admin-setting";
import { disableMaintenance, enableMaintenance } from "#contract/admin-maintenance";
import type { Maintenance } from "#contract/maintenance";
import { setMaintenance } from "../../app/maintenance.ts";
import { call } from "../../client/call.ts";
import { t } from "../../i18n/admin-settings.ts";
import { dayAndTime, timeZone } from "../../i18n/format.ts";
import { Button } from "../../ui/Button.tsx";
import { TextField } from "../../ui/TextField.tsx";
import { toast } from "../../ui/toast.ts";
import { guardUnsaved } from "../../ui/unsaved.ts";
import { ConfirmAction } from "../parts/ConfirmAction.tsx";
import { endFault } from "../parts/lasting.ts";
import { EndForm } from "./EndForm.tsx";
import { HistoryLink } from "./HistoryLink.tsx";
import { admitsAdmins, planOf, unlessStale } from "./plan-of.ts";
import { staysAt } from "./settings-address.ts";
import { nextRegularWindow, toInstant, toLocalInput } from "./zone-time.ts";

type Question = "plan" | "off";

interface PlanProps {
  now: Maintenance;
  items: readonly SettingItem[];
  onChanged: () => Promise<unknown>;
}

/** A time at which the site closes and opens by itself; of one that is on, its end. */
export function PlanForm(props: PlanProps) {
  const done = async (next: Maintenance, text: string) => {
    setMaintenance(next);
    toast({ tone: "good", text });
    await props.onChanged();
  };
  const stale = () => void props.onChanged();
  // Another state begins with what holds then, not with what was typed before.
  return (
    <Show when={props.now.version} keyed>
      <Show
        when={props.now.active && planOf(props.items) === null}
        fallback={<TimesForm {...props} onDone={done} onStale={stale} />}
      >
        <EndForm now={props.now} items={props.items} onDone={done} onStale={stale} />
      </Show>
    </Show>
  );
}

function TimesForm(
  props: PlanProps & {
    onDone: (next: Maintenance, text: string) => Promise<void>;
    onStale: () => void;
  },
) {
  const local = (at: string | null | undefined) => (at == null ? "" : toLocalInput(at));
  const planned = () => planOf(props.items);
  const [starts, setStarts] = createSignal(local(planned()?.starts_at));
  const [ends, setEnds] = createSignal(local(planned()?.ends_at));
  guardUnsaved(
    () => starts() !== local(planned()?.starts_at) || ends() !== local(planned()?.ends_at),
    staysAt("MAINTENANCE"),
  );
  const [asking, setAsking] = createSignal<Question | null>(null);
  const [checked, setChecked] = createSignal(false);
  const times = () => ({ starts_at: toInstant(starts()), ends_at: toInstant(ends()) });
  const good = () => {
    const { starts_at: from, ends_at: to } = times();
    if (from === null || Date.parse(from) <= Date.now()) return false;
    return (ends() === "" || (to !== null && from < to)) && endFault(to) === undefined;
  };
  const fill = () => {
    const next = nextRegularWindow(Date.now());
    setStarts(toLocalInput(next.starts_at));
    setEnds(toLocalInput(next.ends_at));
  };
  let stale = false;
  const ask = (work: Promise<Maintenance>) =>
    unlessStale(work, () => {
      stale = true;
    });
  const plan = async () => {
    const { version } = props.now;
    const json = { ...times(), allow_admin_access: admitsAdmins(props.items), version };
    await props.onDone(await ask(call(enableMaintenance, { json })), t("planned"));
  };
  const callOff = async () => {
    const query = { call_off: "true", version: props.now.version } as const;
    await props.onDone(await ask(call(disableMaintenance, { query })), t("calledOff"));
  };
  const close = () => {
    setAsking(null);
    if (stale) props.onStale();
  };
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    setChecked(true);
    if (good()) setAsking("plan");
  };
  const error = () =>
    checked() && !good() ? (endFault(times().ends_at) ?? t("badTimes")) : undefined;
  const text = (at: string | null) => (at === null ? t("openEnd") : dayAndTime(at));
  return (
    <form onSubmit={submit} noValidate class="flex flex-col gap-3">
      <div class="flex flex-wrap gap-4">
        <TextField
          label={t("starts")}
          type="datetime-local"
          value={starts()}
          onInput={setStarts}
          hint={t("zone", { zone: timeZone() })}
          error={error()}
          class="w-60"
        />
        <TextField
          label={t("ends")}
          type="datetime-local"
          value={ends()}
          onInput={setEnds}
          class="w-60"
        />
      </div>
      <div class="flex flex-wrap items-center gap-2">
        <Button title={t("regularText")} onClick={fill}>
          {t("regular")}
        </Button>
        <Show when={planned() !== null}>
          <Button onClick={() => setAsking("off")}>{t("callOff")}</Button>
        </Show>
        <Button kind="primary" type="submit" disabled={starts() === ""}>
          {planned() === null ? t("plan") : t("planChange")}
        </Button>
        <Show when={props.items.find((item) => item.key === "maintenance_starts_at")}>
          {(item) => <HistoryLink item={item()} />}
        </Show>
      </div>
      <p class="text-sm text-quiet">{t("regularText")}</p>
      <Show when={asking() === "plan"}>
        <ConfirmAction
          title={planned() === null ? t("planTitle") : t("planChangeTitle")}
          text={t("planConfirm", { start: text(times().starts_at), end: text(times().ends_at) })}
          undo={t("planUndo")}
          action={planned() === null ? t("plan") : t("planChange")}
          stepUp
          onConfirm={plan}
          onClose={close}
        />
      </Show>
      <Show when={asking() === "off"}>
        <ConfirmAction
          title={t("callOff")}
          text={t("callOffText")}
          action={t("callOff")}
          stepUp
          onConfirm={callOff}
          onClose={close}
        />
      </Show>
    </form>
  );
}
