import { t as common } from "../i18n/common.ts";
import { t } from "../i18n/sign-in.ts";
import { Button } from "../ui/Button.tsx";
import { Dialog, DialogActions } from "../ui/Dialog.tsx";
import { leaveQuestion } from "../ui/leave-guard.ts";

/** Asks over the page whether what would be lost may go. */
export function LeaveDialog(props: { onDone: (agreed: boolean) => void }) {
  const question = leaveQuestion();
  return (
    <Dialog
      open
      onClose={() => props.onDone(false)}
      title={t("leaveTitle")}
      description={question?.text}
    >
      <DialogActions>
        <Button onClick={() => props.onDone(true)}>{t("leaveAnyway")}</Button>
        <Button kind="primary" autofocus onClick={() => props.onDone(false)}>
          {question?.stay ?? common("cancel")}
        </Button>
      </DialogActions>
    </Dialog>
  );
}
