import { createSignal, Show } from "solid-js";
import type { SettingItem } from "#contract/admin-setting";
import { disableMaintenance, enableMaintenance } from "#contract/admin-maintenance";
import type { Maintenance } from "#contract/maintenance";
import { MaintenanceBanner } from "../../account/MaintenanceBanner.tsx";
import { setMaintenance } from "../../app/maintenance.ts";
import { call } from "../../client/call.ts";
import { t } from "../../i18n/admin-settings.ts";
import { dayAndTime } from "../../i18n/format.ts";
import { language } from "../../i18n/language.ts";
import { Badge } from "../../ui/Badge.tsx";
import { Checkbox } from "../../ui/Checkbox.tsx";
import { toast } from "../../ui/toast.ts";
import { ConfirmAction } from "../parts/ConfirmAction.tsx";
import { endOfDay } from "../parts/lasting.ts";
import { HistoryLink } from "./HistoryLink.tsx";
import { admitsAdmins, planOf, unlessStale } from "./plan-of.ts";

const stateOf = (now: Maintenance) =>
  now.active ? "stateClosed" : now.starts_at === null ? "stateOpen" : "statePlanned";

/** Whether the site is open, the switch that closes it, and what people then see. */
export function MaintenanceState(props: {
  now: Maintenance;
  items: readonly SettingItem[];
  onChanged: () => Promise<unknown>;
}) {
  /** The state that was seen when it was asked. */
  const [asking, setAsking] = createSignal<Maintenance | null>(null);
  let stale = false;
  const stored = (key: string) => props.items.find((item) => item.key === key)?.value;
  const message = () => {
    const text = String(stored("maintenance_message") ?? "");
    return language() === "en" ? String(stored("maintenance_message_en") ?? "") || text : text;
  };
  const admins = () => admitsAdmins(props.items);
  /** Beside a plan, what is closed by hand does not open by itself. */
  const fault = () =>
    !props.now.active && props.now.starts_at !== null && endOfDay() !== null
      ? t("enableBesidePlan")
      : undefined;
  const closingText = () => {
    const text = admins() ? t("enableText") : t("enableTextAll");
    const [end, stays] = [endOfDay(), planStays()];
    if (stays !== undefined) return `${text} ${stays} ${t("enableNoEnd")}`;
    return end === null ? text : `${text} ${t("enableEnd", { end: dayAndTime(end) })}`;
  };
  const planStays = () => {
    const plan = planOf(props.items);
    return plan === null ? undefined : t("planStays", { start: dayAndTime(plan.starts_at) });
  };
  const openingText = () => [t("disableText"), planStays()].filter(Boolean).join(" ");
  const switchOver = async ({ active, version }: Maintenance) => {
    const asked = active
      ? call(disableMaintenance, { query: { version } })
      : call(enableMaintenance, { json: { allow_admin_access: admins(), version } });
    const next = await unlessStale(asked, () => {
      stale = true;
    });
    setMaintenance(next);
    toast({ tone: "good", text: next.active ? t("enabled") : t("disabled") });
    await props.onChanged();
  };
  const close = () => {
    setAsking(null);
    if (stale) void props.onChanged();
    stale = false;
  };
  return (
    <div class="flex flex-col gap-4 pb-4">
      <div role="status" class="flex flex-wrap items-baseline gap-x-3 gap-y-1">
        <Badge tone={props.now.active ? "bad" : props.now.starts_at === null ? "good" : "warn"}>
          {t(stateOf(props.now))}
        </Badge>
        <Show when={!props.now.active && props.now.starts_at}>
          {(start) => <span>{t("stateFrom", { start: dayAndTime(start()) })}</span>}
        </Show>
        <Show when={props.now.ends_at}>
          {(end) => <span>{t("stateUntil", { end: dayAndTime(end()) })}</span>}
        </Show>
        <Show when={props.now.active && planStays()}>
          {(text) => <span class="text-quiet">{text()}</span>}
        </Show>
        <Show when={props.items.find((item) => item.key === "maintenance_mode")}>
          {(item) => <HistoryLink item={item()} />}
        </Show>
      </div>
      {/* It turns when the site does. */}
      <Show when={String(props.now.active)} keyed>
        <Checkbox
          label={t("mode")}
          checked={props.now.active}
          hint={fault() ?? (props.now.active ? t("stateClosedText") : t("stateOpenText"))}
          disabled={fault() !== undefined}
          onChange={() => setAsking(props.now)}
        />
      </Show>
      <figure class="max-w-2xl">
        <figcaption class="mb-1 text-sm">
          <span class="font-medium">{t("preview")}</span>{" "}
          <span class="text-quiet">{t("previewText")}</span>
        </figcaption>
        <div class="overflow-hidden rounded-md border border-line">
          <MaintenanceBanner
            preview
            maintenance={{
              ...props.now,
              active: props.now.active || props.now.starts_at === null,
              message: message(),
            }}
          />
          <div class="h-8 bg-sunken" aria-hidden="true" />
        </div>
      </figure>
      <Show when={asking()} keyed>
        {(seen) => (
          <ConfirmAction
            title={seen.active ? t("disableTitle") : t("enableTitle")}
            text={seen.active ? openingText() : closingText()}
            undo={seen.active ? undefined : t("enableUndo")}
            action={seen.active ? t("disable") : t("enable")}
            danger={!seen.active}
            stepUp
            onConfirm={() => switchOver(seen)}
            onClose={close}
          />
        )}
      </Show>
    </div>
  );
}
