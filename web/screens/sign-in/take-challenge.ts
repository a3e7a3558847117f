import * as v from "valibot";
import { SecondFactorMethod, type SignInResult } from "#contract/auth";

const Fragment = v.object({
  ticket: v.pipe(v.string(), v.minLength(1)),
  methods: v.pipe(
    v.string(),
    v.transform((list) => list.split(",")),
    v.array(SecondFactorMethod),
  ),
  expires_at: v.string(),
});

/**
 * The second factor a provider's sign-in still asks for. It comes as the fragment, which no server
 * sees, and is taken out of the address bar at once.
 */
export function takeChallenge(): SignInResult["challenge"] {
  const found = v.safeParse(
    Fragment,
    Object.fromEntries(new URLSearchParams(location.hash.slice(1))),
  );
  if (!found.success) return null;
  history.replaceState(history.state, "", location.pathname + location.search);
  return found.output;
}
