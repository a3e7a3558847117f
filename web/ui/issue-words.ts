import type { ApiError } from "../client/error.ts";
import { t } from "../i18n/issues.ts";
import { language } from "../i18n/language.ts";

type Key = keyof (typeof t)["pair"]["ja"];

const reasons: Readonly<Record<string, Key>> = {
  "no such date": "noDate",
  "not a date": "notADate",
  "not a day": "notADate",
  "not after the end, nor after today": "reversed",
  "this week has not begun": "notBegun",
  "not a UUID": "notAnId",
  "not a session id": "notAnId",
};

function reasonOf(message: string): string {
  const known = Object.hasOwn(reasons, message) ? reasons[message] : undefined;
  if (known !== undefined) return t(known);
  if (/received undefined|^missing$/.test(message)) return t("missing");
  // The server speaks English here; what it says of its own accord is a sentence, not a pattern.
  return language() === "en" && !message.startsWith("Invalid ") ? message : t("fallback");
}

/** `query.start_date` by the name it has on the screens; what has none keeps its own. */
function nameOf(path: string): string {
  const name = path.replace(/^(query|json|param|form)\./, "");
  return Object.hasOwn(t.pair.ja, `field_${name}`) ? t(`field_${name}` as Key) : name;
}

/** What the server found wrong, field by field; each field once. */
export function issueWords(issues: ApiError["issues"]): { name: string; reason: string }[] {
  const first = new Map<string, string>();
  for (const { path, message } of issues) if (!first.has(path)) first.set(path, message);
  return [...first].map(([path, message]) => ({ name: nameOf(path), reason: reasonOf(message) }));
}
