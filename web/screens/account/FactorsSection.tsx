import { createSignal, Match, Show, Switch } from "solid-js";
import type { OutputOf } from "#contract/endpoint";
import { type getSecondFactors, removeTotp, renewRecoveryCodes } from "#contract/second-factor";
import { EnrolPasskey } from "../../account/EnrolPasskey.tsx";
import { EnrolTotp } from "../../account/EnrolTotp.tsx";
import { RecoveryCodes } from "../../account/RecoveryCodes.tsx";
import { call } from "../../client/call.ts";
import { dateTime, day } from "../../i18n/format.ts";
import { t } from "../../i18n/security.ts";
import { Badge } from "../../ui/Badge.tsx";
import { Button } from "../../ui/Button.tsx";
import { ConfirmDialog } from "../../ui/ConfirmDialog.tsx";
import { Dialog } from "../../ui/Dialog.tsx";
import { Section } from "../../ui/Section.tsx";
import { toast } from "../../ui/toast.ts";
import { LastFactorDialog } from "./LastFactorDialog.tsx";
import { PasskeyList } from "./PasskeyList.tsx";

type Factors = OutputOf<typeof getSecondFactors>;
type Doing = "totp" | "passkey" | "remove" | "renew" | null;

export interface FactorsSectionProps {
  factors: Factors;
  hasPassword: boolean;
  onChange: () => Promise<void>;
}

/** Authenticator, passkeys and recovery codes: set up, renewed, taken away. */
export function FactorsSection(props: FactorsSectionProps) {
  const [doing, setDoing] = createSignal<Doing>(null);
  const [codes, setCodes] = createSignal<readonly string[] | null>(null);
  const totp = () => props.factors.totp;
  const any = () => totp().enabled || props.factors.passkeys.length > 0;
  const asksPassword = () => props.hasPassword && !any();
  const totpStays = () => props.factors.required && props.factors.passkeys.length === 0;
  /** A question that is closed may have led on to the next. */
  const closeRemoval = () => doing() === "remove" && setDoing(null);
  const done = async () => {
    setDoing(null);
    setCodes(null);
    await props.onChange();
  };
  const remove = async () => {
    await call(removeTotp);
    toast({ tone: "good", text: t("totpRemoved") });
    await props.onChange();
  };
  const renew = async () => {
    setCodes((await call(renewRecoveryCodes)).recovery_codes);
  };
  /** Codes that were shown are in force, whether or not the dialog was finished. */
  const leave = () => void done();

  return (
    <Section title={t("factors")} text={t("factorsText")}>
      <div class="flex flex-col divide-y divide-line [&>*:last-child]:pb-0">
        <div class="flex flex-wrap items-center gap-x-3 gap-y-2 pb-4">
          <div class="min-w-0 flex-1 basis-52">
            <h3 class="flex flex-wrap items-center gap-2 font-medium">
              {t("totp")}
              <Badge tone={totp().enabled ? "good" : "quiet"}>
                {totp().enabled ? t("on") : t("off")}
              </Badge>
              <Show when={props.factors.required && !any()}>
                <Badge tone="warn">{t("required")}</Badge>
              </Show>
            </h3>
            <Show when={totp().since}>
              {(at) => (
                <p class="text-sm text-quiet" title={dateTime(at())}>
                  {t("since", { when: day(at()) })}
                </p>
              )}
            </Show>
          </div>
          <Show
            when={totp().enabled}
            fallback={
              <Button aria-label={`${t("totp")}: ${t("setUp")}`} onClick={() => setDoing("totp")}>
                {t("setUp")}
              </Button>
            }
          >
            <Button aria-label={`${t("totp")}: ${t("remove")}`} onClick={() => setDoing("remove")}>
              {t("remove")}
            </Button>
          </Show>
        </div>
        <PasskeyList
          passkeys={props.factors.passkeys}
          isLast={!totp().enabled && props.factors.passkeys.length === 1}
          required={props.factors.required}
          hasPassword={props.hasPassword}
          onAdd={() => setDoing("passkey")}
          onChange={props.onChange}
        />
        <Show when={any()}>
          <div class="flex flex-wrap items-center gap-x-3 gap-y-2 pt-4">
            <div class="min-w-0 flex-1 basis-52">
              <h3 class="font-medium">{t("recovery")}</h3>
              <p class="text-sm text-quiet">
                {t("recoveryLeft", { count: props.factors.recovery_codes_left })}
              </p>
              <Show when={props.factors.recovery_codes_left < 3}>
                <p class="text-sm text-warn">{t("recoveryFew")}</p>
              </Show>
            </div>
            <Button onClick={() => setDoing("renew")}>{t("renew")}</Button>
          </div>
        </Show>
      </div>
      <Dialog open={doing() === "totp"} onClose={leave} title={t("totp")}>
        <EnrolTotp asksPassword={asksPassword()} onDone={() => void done()} />
      </Dialog>
      <Dialog open={doing() === "passkey"} onClose={leave} title={t("addPasskey")}>
        <EnrolPasskey asksPassword={asksPassword()} onDone={() => void done()} />
      </Dialog>
      <ConfirmDialog
        open={doing() === "remove" && !totpStays()}
        onClose={closeRemoval}
        title={t("removeTotpTitle")}
        description={
          props.factors.passkeys.length > 0
            ? t("removeTotpText")
            : props.hasPassword
              ? t("removeLast")
              : t("removeLastNoPassword")
        }
        action={t("remove")}
        danger
        onConfirm={remove}
      />
      <LastFactorDialog
        open={doing() === "remove" && totpStays()}
        onClose={closeRemoval}
        onAdd={() => setDoing("passkey")}
      />
      <Switch>
        <Match when={doing() === "renew" && codes() === null}>
          <ConfirmDialog
            open
            onClose={() => codes() === null && setDoing(null)}
            title={t("renewTitle")}
            description={t("renewText")}
            action={t("renew")}
            onConfirm={renew}
          />
        </Match>
        <Match when={codes()}>
          {(shown) => (
            <Dialog open onClose={leave} title={t("recovery")}>
              <RecoveryCodes codes={shown()} onKept={leave} />
            </Dialog>
          )}
        </Match>
      </Switch>
    </Section>
  );
}
