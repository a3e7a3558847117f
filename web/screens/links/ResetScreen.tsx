import { A, useNavigate } from "@solidjs/router";
import { createSignal, Match, Show, Switch } from "solid-js";
import { requestPasswordReset, resetPassword } from "#contract/password";
import { HumanCheck } from "../../account/HumanCheck.tsx";
import { createHumanCheck } from "../../account/human-check.ts";
import { NewPasswordField } from "../../account/NewPasswordField.tsx";
import { RevokeKeys } from "../../account/RevokeKeys.tsx";
import { authStatus, loadMe } from "../../app/session.ts";
import { call } from "../../client/call.ts";
import { type ApiError, isApiError, toApiError } from "../../client/error.ts";
import { language } from "../../i18n/language.ts";
import { t } from "../../i18n/links.ts";
import { Button } from "../../ui/Button.tsx";
import { ErrorState } from "../../ui/ErrorState.tsx";
import { TextField } from "../../ui/TextField.tsx";
import { toast } from "../../ui/toast.ts";
import { DoorPage } from "../sign-in/DoorPage.tsx";
import { createToken } from "./token.ts";

/** Forgotten password (U-162): without a token it asks for the mail, with one it sets the new one. */
export function ResetScreen() {
  const { token, forget } = createToken();
  const [sent, setSent] = createSignal<string | null>(null);
  return (
    <Switch>
      <Match when={token()}>
        {(given) => (
          <DoorPage title={t("chooseTitle")} text={t("chooseText")}>
            <ChooseForm token={given()} onAskAgain={forget} />
          </DoorPage>
        )}
      </Match>
      <Match when={sent()}>
        {(email) => (
          <DoorPage title={t("sentTitle")}>
            <p role="status">{t("sentText", { email: email() })}</p>
            <p class="mt-4">
              <A href="/sign-in" class="text-accent underline">
                {t("toSignIn")}
              </A>
            </p>
          </DoorPage>
        )}
      </Match>
      <Match when={token() === null}>
        <DoorPage title={t("resetTitle")} text={t("resetText")}>
          <Show when={authStatus()?.mail_enabled !== false} fallback={<p>{t("noMail")}</p>}>
            <AskForm onSent={setSent} />
          </Show>
          <p class="mt-4 text-center">
            <A href="/sign-in" class="text-sm text-accent underline">
              {t("toSignIn")}
            </A>
          </p>
        </DoorPage>
      </Match>
    </Switch>
  );
}

function AskForm(props: { onSent: (email: string) => void }) {
  const [email, setEmail] = createSignal("");
  const check = createHumanCheck();
  const [busy, setBusy] = createSignal(false);
  const [error, setError] = createSignal<ApiError | null>(null);
  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    setBusy(true);
    setError(null);
    const json = { email: email(), language: language(), ...check.part() };
    try {
      await call(requestPasswordReset, { json });
      props.onSent(email());
    } catch (cause) {
      setError(toApiError(cause));
      check.failed(cause);
    } finally {
      setBusy(false);
    }
  };
  return (
    <form class="flex flex-col gap-4" onSubmit={(event) => void submit(event)}>
      <TextField
        label={t("address")}
        type="email"
        autocomplete="username"
        required
        autofocus
        value={email()}
        onInput={setEmail}
      />
      <HumanCheck check={check} />
      <Show when={error()}>{(shown) => <ErrorState error={shown()} small />}</Show>
      <Button type="submit" kind="primary" class="h-9" busy={busy()} disabled={check.waits()}>
        {t("send")}
      </Button>
    </form>
  );
}

function ChooseForm(props: { token: string; onAskAgain: () => void }) {
  const navigate = useNavigate();
  const [password, setPassword] = createSignal("");
  const [revokesKeys, setRevokesKeys] = createSignal(false);
  const [busy, setBusy] = createSignal(false);
  const [error, setError] = createSignal<ApiError | null>(null);
  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    setBusy(true);
    setError(null);
    try {
      const json = { token: props.token, password: password(), revoke_keys: revokesKeys() };
      await call(resetPassword, { json });
      // Whoever was signed in here is not any more.
      await loadMe();
      toast({ tone: "good", text: t("setDone") });
      navigate("/sign-in", { replace: true });
    } catch (cause) {
      setError(toApiError(cause));
    } finally {
      setBusy(false);
    }
  };
  return (
    <form class="flex flex-col gap-4" onSubmit={(event) => void submit(event)}>
      <NewPasswordField value={password()} onInput={setPassword} autofocus />
      <RevokeKeys checked={revokesKeys()} onChange={setRevokesKeys} />
      <Show when={error()}>{(shown) => <ErrorState error={shown()} small />}</Show>
      <Button type="submit" kind="primary" class="h-9" busy={busy()}>
        {t("set")}
      </Button>
      <Show when={isApiError(error(), "AUTH_012")}>
        <Button onClick={() => props.onAskAgain()}>{t("askAgain")}</Button>
      </Show>
    </form>
  );
}
