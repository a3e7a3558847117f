import { firstQuestionOf } from "./admin/first-questions.ts";
import { leadsThere } from "./admin/page.ts";
import { askEarly } from "./client/early.ts";
import { isSteady } from "./i18n/plain-format.ts";

interface Known {
  readonly me: {
    readonly role: string;
    readonly restricted: string | null;
    readonly time_zone: string;
  } | null;
  readonly auth_enabled: boolean;
}

/**
 * Once it is known who is there: a list of the console is asked for, for an administrator who may read it.
 * Whose dates take Intl waits for its first use here, while files and answers are awaited anyway: it takes longer
 * than all others together.
 */
export function askFirst(place: Location, status: Promise<Response>): Promise<void> {
  return status
    .then((answer): Promise<Known> | null => (answer.ok ? answer.json() : null))
    .then((known) => {
      const me = known?.me;
      if (!known || !me) return;
      const address = leadsThere(place.pathname, !known.auth_enabled) && firstQuestionOf(place);
      if (address && me.role === "admin" && me.restricted === null) void askEarly(address);
      if (!isSteady(me.time_zone)) void new Intl.NumberFormat();
    })
    .catch(() => {
      // Whoever takes the answer hears of the failure.
    });
}
