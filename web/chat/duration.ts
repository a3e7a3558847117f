import { t } from "../i18n/chat.ts";

/** `210 ms`, `3.4 s`, `2 min 5 s`. */
export function duration(ms: number): string {
  if (ms < 1000) return `${Math.round(ms)} ms`;
  if (ms < 10_000) return t("seconds", { s: (ms / 1000).toFixed(1) });
  return elapsed(ms);
}

/** Whole seconds, for what still runs. */
export function elapsed(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  if (seconds < 60) return t("seconds", { s: seconds });
  return t("minutes", { m: Math.floor(seconds / 60), s: seconds % 60 });
}
