import type { Me } from "#contract/auth";
import { me, setMe } from "../app/session.ts";
import { t as account } from "../i18n/account.ts";
import { t } from "../i18n/sign-in.ts";
import { Button } from "../ui/Button.tsx";
import { Dialog } from "../ui/Dialog.tsx";
import { toast } from "../ui/toast.ts";
import { SignInFlow } from "./SignInFlow.tsx";

/** AUTH_002: the sign-in ended. The page behind keeps what was typed until the same person is back. */
export function SignInAgainDialog(props: { onDone: (back: boolean) => void }) {
  const before = me();
  const done = (now: Me) => {
    setMe(now);
    if (now.id === before?.id) return props.onDone(true);
    // Nothing of the other person's page may stay.
    toast({ tone: "warn", text: t("otherPerson") });
    window.location.assign("/");
  };
  return (
    <Dialog
      open
      onClose={() => props.onDone(false)}
      title={t("againTitle")}
      description={`${account("signedOut")} ${t("againText")}`}
    >
      <SignInFlow email={before?.email} onDone={done} />
      <Button kind="quiet" size="small" class="mt-3" onClick={() => props.onDone(false)}>
        {t("leave")}
      </Button>
    </Dialog>
  );
}
