import { A } from "@solidjs/router";
import { type JSX, Show } from "solid-js";
import { day as oneDay } from "../app/durations.ts";
import { idleEnd, stayActive } from "../app/keep-active.ts";
import { authStatus, me } from "../app/session.ts";
import { clock, count, dateTime, day, dayAndTime } from "../i18n/format.ts";
import { t } from "../i18n/standing.ts";

/** Deadlines and rights that end, above every page (T-27, U-099, U-140). */
export function Banners() {
  const due = () => {
    const at = me()?.second_factor_due;
    if (at == null) return null;
    const days = Math.floor((Date.parse(at) - Date.now()) / oneDay);
    return {
      at,
      text:
        days < 1 ? t("factorToday", { time: clock(at) }) : t("factorDue", { date: day(at), days }),
    };
  };
  /** T-33. */
  const watched = () => {
    const until = me()?.watched_until;
    return until !== undefined && Date.parse(until) > Date.now() ? until : null;
  };
  const ends = () => me()?.role_until ?? null;
  const endText = (at: string) =>
    me()?.role === "guest"
      ? [t("guest", { time: clock(at) }), guestMessages()].filter((part) => part !== null).join(" ")
      : t("elevated", { time: dayAndTime(at) });
  return (
    <aside aria-label={t("notices")}>
      <Show when={idleEnd()}>
        {(at) => (
          <div role="alert" data-idle>
            <Strip tone="warn" title={dateTime(at())} text={t("idle", { time: clock(at()) })}>
              <button
                type="button"
                class="font-medium whitespace-nowrap underline"
                onClick={() => stayActive()}
              >
                {t("stay")}
              </button>
            </Strip>
          </div>
        )}
      </Show>
      <Show when={watched()}>
        {(at) => (
          <div data-watched>
            <Strip tone="info" title={dateTime(at())} text={t("watched", { time: clock(at()) })} />
          </div>
        )}
      </Show>
      <Show when={due()}>
        {(one) => (
          <Strip tone="warn" title={dateTime(one().at)} text={one().text}>
            <A href="/account/security" class="font-medium whitespace-nowrap underline">
              {t("setUp")}
            </A>
          </Strip>
        )}
      </Show>
      <Show when={ends()}>
        {(at) => (
          <Strip
            tone={me()?.role === "guest" ? "info" : "warn"}
            title={dateTime(at())}
            text={endText(at())}
          >
            <Show when={me()?.role === "admin"}>
              <A href="/account/requests" class="font-medium whitespace-nowrap underline">
                {t("seeRequest")}
              </A>
            </Show>
          </Strip>
        )}
      </Show>
    </aside>
  );
}

/** What a guest may send (U-018, U-090); null where nothing limits it. */
function guestMessages(): string | null {
  const { messages_per_hour: hour, calls_per_day: day } = authStatus()?.guest_limits ?? {};
  const limits = [
    hour == null ? null : t("guestHour", { count: count(hour) }),
    day == null ? null : t("guestDay", { count: count(day) }),
  ].filter((part) => part !== null);
  return limits.length === 0 ? null : t("guestMessages", { limits: limits.join(t("listed")) });
}

const looks = {
  warn: "border-warn/40 bg-warn-soft text-warn",
  info: "border-info/40 bg-info-soft text-info",
};

function Strip(props: {
  tone: keyof typeof looks;
  text: string;
  title: string;
  children?: JSX.Element;
}) {
  return (
    <p
      title={props.title}
      class={`flex flex-wrap items-baseline justify-center gap-x-3 border-b px-4 py-1.5 text-center text-sm ${looks[props.tone]}`}
    >
      <span>{props.text}</span>
      {props.children}
    </p>
  );
}
