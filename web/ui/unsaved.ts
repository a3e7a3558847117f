import { createContext } from "solid-js";
import { t } from "../i18n/common.ts";
import { askOnPage, type LeaveQuestion, type Step } from "./leave-guard.ts";

/** What is typed in the dialog around was saved, though the dialog stays. */
export const NothingUnsaved = createContext<() => void>();

export const unsavedQuestion = (): LeaveQuestion => ({
  text: t("unsaved"),
  leave: t("discard"),
  stay: t("goOn"),
});

/** Filters and pages of a list change around a form; another path or tab takes it away. */
const isSameView = ({ from, to }: Step): boolean =>
  from.pathname === to.pathname && from.searchParams.get("tab") === to.searchParams.get("tab");

/** Asks before what is typed in a form goes with its page, unless the form `stays` after the step. */
export function guardUnsaved(
  isUnsaved: () => boolean,
  stays: (step: Step) => boolean = isSameView,
): void {
  askOnPage((step) =>
    !isUnsaved() || (step !== undefined && stays(step)) ? null : unsavedQuestion(),
  );
}
