import { refreshLogin } from "#contract/auth";
import { onCleanup } from "solid-js";
import { call } from "../client/call.ts";
import { me } from "./session.ts";

/** What the server must hear of somebody who reads and moves about, at most this often. */
const tellEvery = 5 * 60_000;

/** U-100: moving the cursor, typing and clicking are activity, also where nothing is sent for it. */
export function keepActive(): void {
  let told = Date.now();
  const active = () => {
    const now = Date.now();
    if (now - told < tellEvery || me() === null) return;
    told = now;
    void call(refreshLogin).catch(() => undefined);
  };
  const kinds = ["keydown", "pointerdown", "pointermove", "wheel"] as const;
  for (const kind of kinds) addEventListener(kind, active, { passive: true });
  onCleanup(() => {
    for (const kind of kinds) removeEventListener(kind, active);
  });
}
