import { type Accessor, createSignal } from "solid-js";
import { authStatus } from "../app/session.ts";
import { isApiError } from "../client/error.ts";

export interface HumanCheckState {
  /** What goes with the next try. */
  readonly part: () => { readonly turnstile?: string };
  /** The check is shown and not done yet. */
  readonly waits: () => boolean;
  /** A try failed. A token is good once, so from the first AUTH_015 on each try has a check of its own. */
  readonly failed: (cause: unknown) => void;
  /** Counts the checks asked for; 0: none. */
  readonly round: Accessor<number>;
  readonly setToken: (token: string | null) => void;
}

/** AUTH_015: a form that asks for the human check once the server does (U-052). */
export function createHumanCheck(): HumanCheckState {
  const [token, setToken] = createSignal<string | null>(null);
  const [round, setRound] = createSignal(0);
  return {
    part: () => {
      const given = token();
      return given === null ? {} : { turnstile: given };
    },
    waits: () => round() > 0 && authStatus()?.turnstile_site_key != null && token() === null,
    failed: (cause) => {
      setToken(null);
      if (isApiError(cause, "AUTH_015") || round() > 0) setRound((count) => count + 1);
    },
    round,
    setToken,
  };
}
