import { useBeforeLeave } from "@solidjs/router";
import { leaveQuestion } from "../ui/leave-guard.ts";
import { ask, questions } from "./questions.ts";

/** Whether the page may be left: nothing stands there that would be lost, or it was agreed to. */
export const mayLeave = async (): Promise<boolean> => leaveQuestion() === null || ask("leave");

/** Going to another page of the product asks as closing the tab does. */
export function guardLeaving(): void {
  useBeforeLeave((event) => {
    // Where the browser's Back leads to is in the address already.
    const to = new URL(typeof event.to === "number" ? "" : event.to, location.href);
    const from = new URL(event.from.pathname + event.from.search, to);
    if (event.defaultPrevented || leaveQuestion({ from, to }) === null) return;
    event.preventDefault();
    if (questions().some(({ kind }) => kind === "leave")) return;
    void ask("leave").then((agreed) => agreed && event.retry(true));
  });
}
