import type { ApiError } from "./error.ts";

/** What the page does where a call is refused for who is calling, not for what it asks. */
export interface ObstacleHandlers {
  /** AUTH_010: proves that it is the caller. True: the call may be made again. */
  readonly prove: () => Promise<boolean>;
  /** AUTH_009 of a critical operation: offers to set up a second factor. */
  readonly offerFactor: () => void;
  /** AUTH_009 and AUTH_016: nothing else works before a factor or a new password is there. */
  readonly restrict: () => void;
  /** SERVER_004: the site is closed for maintenance. */
  readonly close: () => void;
  /** AUTH_003 of an administrator, AUTH_011, AUTH_026: until when and why, where the server says so. */
  readonly shutOut: (
    kind: "suspended" | "locked" | "disabled",
    until: string | null,
    reason: string | null,
  ) => void;
  /** AUTH_024: somebody else is signed in than this page was made for. */
  readonly lookAgain: () => void;
}

let handlers: ObstacleHandlers | null = null;
let proving: Promise<boolean> | null = null;

/** Set once by what stands around every screen. */
export function handleObstacles(next: ObstacleHandlers | null): void {
  handlers = next;
}

/** One proof for all calls that wait for it. */
const prove = (): Promise<boolean> => {
  proving ??= (handlers?.prove() ?? Promise.resolve(false)).finally(() => {
    proving = null;
  });
  return proving;
};

function shutOut(kind: "suspended" | "locked" | "disabled", { details }: ApiError): void {
  const said = (name: string) => {
    const value = details[name];
    return typeof value === "string" ? value : null;
  };
  handlers?.shutOut(kind, said("until"), said("reason"));
}

/** What the person can do about a refusal is offered; true: done, and the call is worth repeating. */
export async function overcome(error: ApiError): Promise<boolean> {
  switch (error.code) {
    case "AUTH_010":
      return prove();
    case "AUTH_009":
      if (error.details["critical"] === true) handlers?.offerFactor();
      else handlers?.restrict();
      return false;
    case "AUTH_016":
      handlers?.restrict();
      return false;
    case "AUTH_024":
      handlers?.lookAgain();
      return false;
    case "SERVER_004":
      handlers?.close();
      return false;
    case "AUTH_003":
      // Too many guesses are another lock, which says so where they were made (T-17).
      if (error.details["locked_by"] === "administrator") shutOut("locked", error);
      return false;
    case "AUTH_011":
      shutOut("suspended", error);
      return false;
    case "AUTH_026":
      shutOut("disabled", error);
      return false;
    default:
      return false;
  }
}
