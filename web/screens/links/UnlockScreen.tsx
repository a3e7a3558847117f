import { unlockByMail } from "#contract/password";
import { call } from "../../client/call.ts";
import { t } from "../../i18n/links.ts";
import { ConfirmLink } from "./ConfirmLink.tsx";

/** T-17: who was locked out by somebody else's guesses gets back in. */
export function UnlockScreen() {
  const run = async (token: string) => {
    await call(unlockByMail, { json: { token } });
    return t("unlocked");
  };
  return (
    <ConfirmLink
      title={t("unlockTitle")}
      text={t("unlockText")}
      action={t("unlock")}
      gone={t("unlockGone")}
      run={run}
    />
  );
}
