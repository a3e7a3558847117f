import { A } from "@solidjs/router";
import { createSignal, onCleanup, Show } from "solid-js";
import { hour, minute } from "../../app/durations.ts";
import { loadMaintenance, maintenance } from "../../app/maintenance.ts";
import { Logo } from "../../app/Logo.tsx";
import { me } from "../../app/session.ts";
import { dayAndTime } from "../../i18n/format.ts";
import { t } from "../../i18n/maintenance.ts";
import { Button } from "../../ui/Button.tsx";
import { createAction } from "../../ui/create-action.ts";
import { ErrorState } from "../../ui/ErrorState.tsx";

/** When it ends, with the minutes counted in the last hour. */
function endText(end: string, now: number): string {
  const left = Date.parse(end) - now;
  if (left <= 0) return t("overdue");
  if (left >= hour) return t("until", { end: dayAndTime(end) });
  return t("untilSoon", { end: dayAndTime(end), minutes: Math.ceil(left / minute) });
}

/** In place of every page while the site is closed. */
export function MaintenanceScreen() {
  const again = createAction(loadMaintenance);
  const [now, setNow] = createSignal(Date.now());
  const ticking = setInterval(() => setNow(Date.now()), 15_000);
  onCleanup(() => clearInterval(ticking));
  const end = () => maintenance()?.ends_at ?? null;
  return (
    <main
      id="main"
      class="flex h-full flex-col items-center overflow-y-auto px-4 pt-[16vh] pb-8 text-center"
    >
      <Logo size={44} />
      <h1 class="mt-4 text-xl font-semibold">{t("title")}</h1>
      <p class="mt-2 max-w-md">{t("text")}</p>
      <Show when={maintenance()?.message}>
        {(message) => (
          <p class="mt-4 max-w-md rounded-md border border-warn/40 bg-warn-soft px-4 py-2.5 text-left whitespace-pre-line text-warn wrap-anywhere">
            {message()}
          </p>
        )}
      </Show>
      <p class="mt-4 text-quiet">
        <Show when={end()} fallback={t("untilOpen")}>
          {(at) => endText(at(), now())}
        </Show>
        <br />
        {t("again")}
      </p>
      <div class="mt-5 flex flex-wrap items-center justify-center gap-3">
        <Button kind="primary" busy={again.busy()} onClick={() => void again.run()}>
          {t("tryAgain")}
        </Button>
        <Show when={me() === null}>
          <A href="/sign-in" class="px-2 py-1.5 underline">
            {t("signIn")}
          </A>
        </Show>
        <Show when={me()?.role === "admin"}>
          <A href="/admin/settings?tab=MAINTENANCE" class="px-2 py-1.5 underline">
            {t("console")}
          </A>
        </Show>
      </div>
      <Show when={again.error()}>
        {(error) => (
          <div class="mt-4">
            <ErrorState error={error()} small />
          </div>
        )}
      </Show>
    </main>
  );
}
