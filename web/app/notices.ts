import { createSignal, onCleanup } from "solid-js";
import { listNotices, type Notice, readNotices } from "#contract/notice";
import { call } from "../client/call.ts";
import { minute } from "./durations.ts";
import { whenIdle } from "./idle.ts";
import { me } from "./session.ts";

interface Listed {
  readonly user: string;
  readonly items: readonly Notice[];
  readonly unread: number;
}

const refreshEvery = minute;
const [listed, setListed] = createSignal<Listed | null>(null);

/** The caller's notices, newest first; null until they are known. */
export const notices = (): Listed | null => {
  const list = listed();
  return list?.user === me()?.id ? list : null;
};

export const unreadNotices = (): number => notices()?.unread ?? 0;

/** Throws what the call throws. */
export async function refreshNotices(background = false): Promise<void> {
  const user = me()?.id;
  if (user === undefined || me()?.role === "guest") return;
  setListed({ user, ...(await call(listNotices, { background })) });
}

/** Marks them as read, without ids all. */
export async function markRead(ids?: string[]): Promise<void> {
  await call(readNotices, { json: ids === undefined ? {} : { ids } });
  await refreshNotices();
}

/** Keeps the count at the bell fresh while the caller lives and the page is seen. */
export function keepNoticesFresh(): void {
  const seen = () => {
    // The count of a moment ago stays where there is no line.
    if (document.visibilityState === "visible") void refreshNotices(true).catch(() => undefined);
  };
  const timer = setInterval(seen, refreshEvery);
  document.addEventListener("visibilitychange", seen);
  const forget = whenIdle(seen);
  onCleanup(() => {
    clearInterval(timer);
    forget();
    document.removeEventListener("visibilitychange", seen);
  });
}
