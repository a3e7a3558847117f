import type { Origin } from "../platform/http/http.ts";

/** First match wins: Edge and Opera name Chrome too, Chrome names Safari. */
const browsers: readonly [RegExp, string][] = [
  [/Edg\//, "Edge"],
  [/OPR\//, "Opera"],
  [/Firefox\//, "Firefox"],
  [/Chrome\//, "Chrome"],
  [/Safari\//, "Safari"],
];

const systems: readonly [RegExp, string][] = [
  [/iPhone|iPad/, "iOS"],
  [/Android/, "Android"],
  [/Windows/, "Windows"],
  [/Mac OS X/, "macOS"],
  [/Linux|X11/, "Linux"],
];

const unknown = "unknown";

const first = (list: readonly [RegExp, string][], text: string): string =>
  list.find(([pattern]) => pattern.test(text))?.[1] ?? unknown;

/** What a person recognises a sign-in by. */
export const describeDevice = (userAgent: string): { os: string; browser: string } => ({
  os: first(systems, userAgent),
  browser: first(browsers, userAgent),
});

/** How a mail names the browser a request came from, in any language: by what is known of it. */
export const deviceName = ({ userAgent }: Origin): string => {
  const { os, browser } = describeDevice(userAgent ?? "");
  return [browser, os].filter((name) => name !== unknown).join(", ") || "?";
};
