import { lazy, Show, Suspense } from "solid-js";
import { authStatus } from "../app/session.ts";
import type { HumanCheckState } from "./human-check.ts";

const Turnstile = lazy(async () => ({ default: (await import("./Turnstile.tsx")).Turnstile }));

/** The check, where one is asked for; a new one for each try. */
export function HumanCheck(props: { check: HumanCheckState }) {
  return (
    <Show when={authStatus()?.turnstile_site_key}>
      {(key) => (
        <Show when={props.check.round()} keyed>
          {(_round) => (
            <Suspense>
              <Turnstile siteKey={key()} onToken={props.check.setToken} />
            </Suspense>
          )}
        </Show>
      )}
    </Show>
  );
}
