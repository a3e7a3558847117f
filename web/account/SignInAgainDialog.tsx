import type { Me } from "#contract/auth";
import { me, setMe } from "../app/session.ts";
import { t as account } from "../i18n/account.ts";
import { t } from "../i18n/sign-in.ts";
import { Button } from "../ui/Button.tsx";
import { Dialog } from "../ui/Dialog.tsx";
import { toast } from "../ui/toast.ts";
import { ProviderLinks } from "./ProviderLinks.tsx";
import { SignInFlow } from "./SignInFlow.tsx";

/** AUTH_002: the sign-in ended. The page behind keeps what was typed until the same person is back. */
export function SignInAgainDialog(props: { onDone: (back: boolean) => void }) {
  const before = me();
  const done = (now: Me) => {
    if (now.id === before?.id) {
      setMe(now);
      return props.onDone(true);
    }
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
      <div class="mt-3 flex flex-col gap-3 empty:hidden">
        <ProviderLinks back={location.pathname + location.search} />
      </div>
      <Button kind="quiet" size="small" class="mt-3" onClick={() => props.onDone(false)}>
        {t("leave")}
      </Button>
    </Dialog>
  );
}
