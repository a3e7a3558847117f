import { t } from "../i18n/password.ts";
import { Checkbox } from "../ui/Checkbox.tsx";

/** Beside a new password, which keys outlive. */
export function RevokeKeys(props: { checked: boolean; onChange: (checked: boolean) => void }) {
  return (
    <Checkbox
      label={t("revokeKeys")}
      hint={t("revokeKeysHint")}
      checked={props.checked}
      onChange={(checked) => props.onChange(checked)}
    />
  );
}
