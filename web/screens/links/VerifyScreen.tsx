import { verifyEmail } from "#contract/password";
import { loadMe } from "../../app/session.ts";
import { call } from "../../client/call.ts";
import { t } from "../../i18n/links.ts";
import { ConfirmLink } from "./ConfirmLink.tsx";

export function VerifyScreen() {
  const run = async (token: string) => {
    const { email } = await call(verifyEmail, { json: { token } });
    await loadMe();
    return t("verified", { email });
  };
  return (
    <ConfirmLink
      title={t("verifyTitle")}
      text={t("verifyText")}
      action={t("verify")}
      gone={t("verifyGone")}
      run={run}
    />
  );
}
