import { createEffect, createMemo, on, onCleanup } from "solid-js";
import { openPages } from "./open-pages.ts";
import { lookAgain, me, whose } from "./session.ts";

const channel = "engawa.whose";

/**
 * The page stays with the person it was made for. One the browser's back button brings back whole may
 * be of somebody this browser acts as no more, or not yet (T-24), and in another tab somebody may
 * sign in or out, act as somebody or stop. It is asked at once, and what is somebody else's goes.
 */
export function followWhose(): void {
  const onShow = (event: PageTransitionEvent): void => void (event.persisted && lookAgain());
  addEventListener("pageshow", onShow);
  onCleanup(() => removeEventListener("pageshow", onShow));

  const others = new BroadcastChannel(channel);
  const mine = createMemo(() => whose(me()));
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a channel is of one origin
  createEffect(on(mine, (now) => others.postMessage(now), { defer: true }));
  // A page that waits for somebody is only just asking.
  const concerns = () => me() !== null || openPages.has(location.pathname);
  others.onmessage = ({ data }: MessageEvent<unknown>) => {
    if (data !== mine() && concerns()) void lookAgain();
  };
  onCleanup(() => others.close());
}
