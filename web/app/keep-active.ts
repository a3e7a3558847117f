import { createEffect, createSignal, on, onCleanup } from "solid-js";
import { getAuthStatus, refreshLogin } from "#contract/auth";
import { call } from "../client/call.ts";
import { renewLogin } from "../client/login.ts";
import { minute } from "./durations.ts";
import { authStatus, isAlone, me } from "./session.ts";
import { keepTyped } from "./stale-build.ts";

/** The server notes activity to the minute. */
const slack = minute;
const lookEvery = 10_000;
/** Of all windows of this browser, which share the sign-in. */
const key = "engawa.active";

/** When the sign-in ends by itself, Unix milliseconds, once that is near (U-099); null otherwise. */
const [idleEnd, setIdleEnd] = createSignal<number | null>(null);
export { idleEnd };

const timeout = (): number => (authStatus()?.session_timeout_minutes ?? 60) * minute;
/** What the server must hear of somebody who reads and moves about, at most this often. */
const tellEvery = (): number => Math.min(5 * minute, timeout() / 5);
const warnBefore = (): number => Math.min(5 * minute, timeout() / 2);

let toldHere = Date.now();

function lastTold(): number {
  try {
    return Math.max(toldHere, Number(localStorage.getItem(key)));
  } catch {
    return toldHere;
  }
}

function noteTold(): void {
  toldHere = Date.now();
  setIdleEnd(null);
  try {
    localStorage.setItem(key, String(toldHere));
  } catch {
    // Without storage each window speaks for itself.
  }
}

/** Somebody is here: the sign-in goes on. */
export function stayActive(): void {
  noteTold();
  void call(refreshLogin).catch(() => undefined);
}

/** The server says whether a sign-in is over; asking does not prolong it. */
async function endIfOver(): Promise<void> {
  const status = await call(getAuthStatus, { background: true });
  if (status.me === null) await renewLogin();
}

/**
 * U-100: moving the cursor, typing and clicking are activity, also where nothing is sent for it.
 * U-099: before the sign-in ends for want of it, what is typed is saved and the person is warned.
 */
export function keepActive(): void {
  let later: ReturnType<typeof setTimeout> | undefined;
  let nextCheck = 0;
  let lastActive = 0;
  const isIn = () => me() !== null && !isAlone();
  const tell = () => {
    clearTimeout(later);
    later = undefined;
    if (isIn()) stayActive();
  };
  const tellLater = () => {
    later = undefined;
    // A timer that slept with the machine speaks of nobody who is here now.
    if (Date.now() - lastActive < tellEvery() + slack) tell();
  };
  const active = ({ type }: Event) => {
    if (!isIn()) return;
    // The warning does not slip away below a hand that reaches for its button.
    if (idleEnd() !== null && type !== "click" && type !== "keydown") return;
    lastActive = Date.now();
    const wait = lastTold() + tellEvery() - Date.now();
    if (wait <= 0 || idleEnd() !== null) tell();
    else later ??= setTimeout(tellLater, wait);
  };
  const look = () => {
    const now = Date.now();
    const end = lastTold() + timeout();
    const near = isIn() && now >= end - warnBefore() && now < end;
    if (near && idleEnd() === null) void keepTyped();
    setIdleEnd(near ? end : null);
    if (!isIn() || now < Math.max(end + slack, nextCheck)) return;
    nextCheck = now + minute;
    void endIfOver().catch(() => undefined);
  };
  createEffect(on(me, noteTold));
  const looking = setInterval(look, lookEvery);
  const kinds = ["keydown", "click", "pointermove", "wheel"] as const;
  for (const kind of kinds) addEventListener(kind, active, { passive: true });
  onCleanup(() => {
    clearInterval(looking);
    clearTimeout(later);
    for (const kind of kinds) removeEventListener(kind, active);
  });
}
