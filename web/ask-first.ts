import { firstQuestionOf } from "./admin/first-questions.ts";
import { leadsThere } from "./admin/page.ts";
import { askEarly } from "./client/early.ts";

interface Known {
  readonly me: { readonly role: string; readonly restricted: string | null } | null;
  readonly auth_enabled: boolean;
}

/** A list of the console is asked for as soon as it is known that an administrator is there who may read it. */
export function askFirst(place: Location, status: Promise<Response>): Promise<void> {
  const address = firstQuestionOf(place);
  if (address === undefined) return Promise.resolve();
  return status
    .then((answer) => answer.json())
    .then(({ me, auth_enabled }: Known) => {
      if (!leadsThere(place.pathname, !auth_enabled)) return;
      if (me?.role === "admin" && me.restricted === null) void askEarly(address);
    })
    .catch(() => {
      // Whoever takes the answer hears of the failure.
    });
}
