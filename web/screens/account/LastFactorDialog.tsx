import { t } from "../../i18n/security.ts";
import { ConfirmDialog } from "../../ui/ConfirmDialog.tsx";

/** The site requires a second factor, and this is the only one: another has to be there before it goes. */
export function LastFactorDialog(props: { open: boolean; onClose: () => void; onAdd: () => void }) {
  return (
    <ConfirmDialog
      open={props.open}
      onClose={() => props.onClose()}
      title={t("lastFactorTitle")}
      description={t("lastFactorText")}
      action={t("addPasskey")}
      onConfirm={() => props.onAdd()}
    />
  );
}
