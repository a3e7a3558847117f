import { createSignal, Match, Show, Switch } from "solid-js";
import type { OutputOf } from "#contract/endpoint";
import { beginTotp, confirmTotp } from "#contract/second-factor";
import { call } from "../client/call.ts";
import { type ApiError, isApiError, mustRestart, toApiError } from "../client/error.ts";
import { t } from "../i18n/second-factor.ts";
import { Button } from "../ui/Button.tsx";
import { CopyValue } from "../ui/CopyValue.tsx";
import { ErrorState } from "../ui/ErrorState.tsx";
import { PasswordField } from "../ui/PasswordField.tsx";
import { CodeField, isSixDigits, plainCode } from "./CodeField.tsx";
import { QrCode } from "./QrCode.tsx";
import { RecoveryCodes } from "./RecoveryCodes.tsx";

/** What the error says of recovery codes is no help here: there are none yet. */
const isWrongCode = (error: unknown): boolean =>
  isApiError(error, "AUTH_008") && !mustRestart(error);

/** Sets up an authenticator: the password, the code to scan, the first digits, the recovery codes. */
export function EnrolTotp(props: {
  /** No second factor was shown in this sign-in: the password is asked for. */
  asksPassword: boolean;
  onDone: () => void;
}) {
  const [password, setPassword] = createSignal("");
  const [code, setCode] = createSignal("");
  const [begun, setBegun] = createSignal<OutputOf<typeof beginTotp> | null>(null);
  const [codes, setCodes] = createSignal<readonly string[] | null>(null);
  const [busy, setBusy] = createSignal(false);
  const [wrong, setWrong] = createSignal<"wrongCode" | "notSixDigits" | null>(null);
  const [error, setError] = createSignal<ApiError | null>(null);

  const run = (step: () => Promise<void>) => async (event: SubmitEvent) => {
    event.preventDefault();
    setBusy(true);
    setError(null);
    setWrong(null);
    try {
      await step();
    } catch (cause) {
      if (isWrongCode(cause)) setWrong("wrongCode");
      else setError(toApiError(cause));
      if (mustRestart(cause)) setBegun(null);
    } finally {
      setBusy(false);
    }
  };
  const begin = run(async () => {
    setBegun(await call(beginTotp, { json: props.asksPassword ? { password: password() } : {} }));
    setPassword("");
  });
  const confirm = (ticket: string) =>
    run(async () => {
      const plain = plainCode(code());
      if (!isSixDigits(plain)) return void setWrong("notSixDigits");
      const done = await call(confirmTotp, { json: { ticket, code: plain } });
      if (done.recovery_codes.length > 0) setCodes(done.recovery_codes);
      else props.onDone();
    });

  const type = (typed: string) => {
    setCode(typed);
    setWrong(null);
  };
  const whyWrong = () => {
    const why = wrong();
    return why === null ? undefined : t(why);
  };

  return (
    <Switch>
      <Match when={codes()}>
        {(shown) => <RecoveryCodes codes={shown()} onKept={props.onDone} />}
      </Match>
      <Match when={begun()}>
        {(started) => (
          <form
            class="flex flex-col gap-4"
            onSubmit={(event) => void confirm(started().ticket)(event)}
          >
            <p>{t("scan")}</p>
            <QrCode text={started().uri} label={t("qr")} />
            <div>
              <p class="mb-1 text-sm text-quiet">{t("cannotScan")}</p>
              <CopyValue value={started().secret} label={t("copySecret")} />
            </div>
            <CodeField label={t("code")} error={whyWrong()} value={code()} onInput={type} />
            <Show when={error()}>{(shown) => <ErrorState error={shown()} small />}</Show>
            <Button type="submit" kind="primary" class="self-start" busy={busy()}>
              {t("enable")}
            </Button>
          </form>
        )}
      </Match>
      <Match when={begun() === null}>
        <form class="flex flex-col gap-4" onSubmit={(event) => void begin(event)}>
          <p>{t("totpBegin")}</p>
          <Show when={props.asksPassword}>
            <PasswordField
              label={t("password")}
              autocomplete="current-password"
              autofocus
              value={password()}
              onInput={setPassword}
            />
          </Show>
          <Show when={error()}>{(shown) => <ErrorState error={shown()} small />}</Show>
          <Button type="submit" kind="primary" class="self-start" busy={busy()}>
            {t("next")}
          </Button>
        </form>
      </Match>
    </Switch>
  );
}
