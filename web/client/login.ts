import { networkError } from "./error.ts";

let refreshing: Promise<boolean> | null = null;
let onSignedOut: () => void = () => {};

/** What to do when a sign-in has ended and cannot be renewed. */
export function whenSignedOut(handler: () => void): void {
  onSignedOut = handler;
}

const refresh = (): Promise<boolean> => {
  refreshing ??= fetch("/api/v1/auth/refresh", { method: "POST", credentials: "same-origin" })
    .then(
      (answer) => answer.ok,
      () => {
        throw networkError();
      },
    )
    .finally(() => {
      refreshing = null;
    });
  return refreshing;
};

/** U-041: one renewal in the background, shared by all calls that wait for it. */
export async function renewLogin(): Promise<boolean> {
  const renewed = await refresh();
  if (!renewed) onSignedOut();
  return renewed;
}
