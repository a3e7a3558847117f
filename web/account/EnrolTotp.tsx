import { createSignal, Match, Show, Switch } from "solid-js";
import type { OutputOf } from "#contract/endpoint";
import { beginTotp, confirmTotp } from "#contract/second-factor";
import { call } from "../client/call.ts";
import { type ApiError, mustRestart, toApiError } from "../client/error.ts";
import { t } from "../i18n/second-factor.ts";
import { Button } from "../ui/Button.tsx";
import { CopyValue } from "../ui/CopyValue.tsx";
import { ErrorState } from "../ui/ErrorState.tsx";
import { PasswordField } from "../ui/PasswordField.tsx";
import { TextField } from "../ui/TextField.tsx";
import { QrCode } from "./QrCode.tsx";
import { RecoveryCodes } from "./RecoveryCodes.tsx";

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
  const [error, setError] = createSignal<ApiError | null>(null);

  const run = (step: () => Promise<void>) => async (event: SubmitEvent) => {
    event.preventDefault();
    setBusy(true);
    setError(null);
    try {
      await step();
    } catch (cause) {
      setError(toApiError(cause));
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
      const done = await call(confirmTotp, { json: { ticket, code: code().trim() } });
      if (done.recovery_codes.length > 0) setCodes(done.recovery_codes);
      else props.onDone();
    });

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
            <TextField
              label={t("code")}
              value={code()}
              onInput={setCode}
              inputmode="numeric"
              autocomplete="one-time-code"
              pattern="[0-9 ]{6,8}"
              maxlength={8}
              required
              autofocus
              class="max-w-52 [&_input]:font-mono [&_input]:tracking-[0.3em]"
            />
            <Show when={error()}>{(shown) => <ErrorState error={shown()} small />}</Show>
            <Button type="submit" kind="primary" class="self-start" busy={busy()}>
              {t("enable")}
            </Button>
          </form>
        )}
      </Match>
      <Match when={begun() === null}>
        <form class="flex flex-col gap-4" onSubmit={(event) => void begin(event)}>
          <p>{t("totpText")}</p>
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
