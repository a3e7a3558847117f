import { errorOf, networkError } from "./error.ts";

let renewing: Promise<boolean> | null = null;
let signInAgain: () => Promise<boolean> = () => Promise.resolve(false);

/** Asks for a new sign-in where one has ended and cannot be renewed; true: the same person is back. */
export function whenSignedOut(handler: () => Promise<boolean>): void {
  signInAgain = handler;
}

async function renew(): Promise<boolean> {
  const init: RequestInit = { method: "POST", credentials: "same-origin" };
  const answer = await fetch("/api/v1/auth/refresh", init).catch(() => {
    throw networkError();
  });
  if (answer.ok) return true;
  if (answer.status === 401) return signInAgain();
  throw errorOf(answer.status, await answer.text());
}

/** U-041: one renewal, shared by all calls that wait for it. */
export function renewLogin(): Promise<boolean> {
  renewing ??= renew().finally(() => {
    renewing = null;
  });
  return renewing;
}
