import { toApiError } from "../../client/error.ts";
import { t } from "../../i18n/admin-parts.ts";
import { toast } from "../../ui/toast.ts";

/** Says what was done, and for as long as it stands takes it back at a press. */
export function toastWithUndo(text: string, undo: () => Promise<void>): void {
  const run = () =>
    void undo().catch((error: unknown) => toast({ tone: "bad", text: toApiError(error).message }));
  toast({ tone: "good", text, action: { label: t("takeBack"), run } });
}
