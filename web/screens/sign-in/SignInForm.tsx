import { createSignal, Show } from "solid-js";
import { login } from "#contract/auth";
import { call } from "../../client/call.ts";
import { type ApiError, toApiError } from "../../client/error.ts";
import { setMe } from "../../app/session.ts";
import { t } from "../../i18n/account.ts";
import { Button } from "../../ui/Button.tsx";
import { ErrorState } from "../../ui/ErrorState.tsx";
import { TextField } from "../../ui/TextField.tsx";

export function SignInForm() {
  const [email, setEmail] = createSignal("");
  const [password, setPassword] = createSignal("");
  const [busy, setBusy] = createSignal(false);
  const [error, setError] = createSignal<ApiError | null>(null);

  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    setBusy(true);
    setError(null);
    try {
      const { me } = await call(login, { json: { email: email(), password: password() } });
      setMe(me);
    } catch (cause) {
      setError(toApiError(cause));
    } finally {
      setBusy(false);
    }
  };

  return (
    <form class="flex flex-col gap-4" onSubmit={(event) => void submit(event)}>
      <TextField
        label={t("email")}
        type="email"
        autocomplete="username"
        required
        autofocus
        value={email()}
        onInput={setEmail}
      />
      <TextField
        label={t("password")}
        type="password"
        autocomplete="current-password"
        required
        value={password()}
        onInput={setPassword}
      />
      <Show when={error()}>{(shown) => <ErrorState error={shown()} small />}</Show>
      <Button type="submit" kind="primary" busy={busy()} class="h-9">
        {t("signIn")}
      </Button>
    </form>
  );
}
