import { A } from "@solidjs/router";
import { createSignal, onCleanup, Show } from "solid-js";
import type { Maintenance } from "#contract/maintenance";
import { minute } from "../app/durations.ts";
import { me } from "../app/session.ts";
import { dateTime, dayAndTime } from "../i18n/format.ts";
import { t } from "../i18n/maintenance.ts";

/** From here on the minutes are counted. */
const soon = 60 * minute;

/** What people are told in one sentence, with the minutes counted when it is near. */
export function maintenanceText(now: Maintenance, at: number, admin: boolean): string {
  const end = now.ends_at === null ? null : dayAndTime(now.ends_at);
  if (now.active) {
    const on = !admin ? "on" : now.allow_admin_access ? "onAdmin" : "onClosed";
    return [t(on), end === null ? "" : t("until", { end })].join(" ").trim();
  }
  if (now.starts_at === null) return "";
  const left = Date.parse(now.starts_at) - at;
  if (left < soon) return t("soon", { minutes: Math.max(1, Math.ceil(left / minute)) });
  const start = dayAndTime(now.starts_at);
  return end === null ? t("plannedOpen", { start }) : t("planned", { start, end });
}

/** Above every page: the site closes, will close, or is closed to everybody but administrators. */
export function MaintenanceBanner(props: { maintenance: Maintenance; preview?: boolean }) {
  const [at, setAt] = createSignal(Date.now());
  const ticking = setInterval(() => setAt(Date.now()), 15_000);
  onCleanup(() => clearInterval(ticking));
  const admin = () => props.preview !== true && me()?.role === "admin";
  const text = () => maintenanceText(props.maintenance, at(), admin());
  const when = () => props.maintenance.starts_at ?? props.maintenance.ends_at;
  return (
    <p
      role={props.preview === true ? undefined : "status"}
      title={when() === null ? undefined : dateTime(when() ?? "")}
      class="flex flex-wrap items-baseline justify-center gap-x-3 border-b border-warn/40 bg-warn-soft px-4 py-1.5 text-center text-sm text-warn"
    >
      <span class="font-medium">{text()}</span>
      <Show when={props.maintenance.message}>
        {(message) => <span class="whitespace-pre-line wrap-anywhere">{message()}</span>}
      </Show>
      <Show when={admin()}>
        <A href="/admin/settings?tab=MAINTENANCE" class="font-medium whitespace-nowrap underline">
          {t("settings")}
        </A>
      </Show>
    </p>
  );
}
