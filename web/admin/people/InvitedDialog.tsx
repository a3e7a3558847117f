import { t } from "../../i18n/admin-person-actions.ts";
import { Button } from "../../ui/Button.tsx";
import { CopyValue } from "../../ui/CopyValue.tsx";
import { Dialog, DialogActions } from "../../ui/Dialog.tsx";
import type { Invitation } from "./PersonActionDialog.tsx";

/** The link of an invitation, which no later answer holds. */
export function InvitedDialog(props: { invitation: Invitation; onClose: () => void }) {
  const names = () => ({ name: props.invitation.name, email: props.invitation.email });
  return (
    <Dialog
      open
      onClose={props.onClose}
      title={t("invitedTitle", names())}
      description={t(props.invitation.mailed ? "mailed" : "notMailed", names())}
    >
      <p class="mb-1 text-sm font-medium">{t("link")}</p>
      <CopyValue value={props.invitation.link} label={t("copyLink")} />
      <p class="mt-2 text-sm text-quiet">{t("linkOnce")}</p>
      <DialogActions>
        <Button kind="primary" onClick={() => props.onClose()}>
          {t("done_close")}
        </Button>
      </DialogActions>
    </Dialog>
  );
}
