import { createStore } from "solid-js/store";
import { createSignal, Show } from "solid-js";
import { setUp } from "#contract/auth";
import { call } from "../../client/call.ts";
import { type ApiError, isApiError, toApiError } from "../../client/error.ts";
import { loadMe, setupRequired } from "../../app/session.ts";
import { t } from "../../i18n/account.ts";
import { Button } from "../../ui/Button.tsx";
import { ErrorState } from "../../ui/ErrorState.tsx";
import { TextField } from "../../ui/TextField.tsx";
import { toast } from "../../ui/toast.ts";

/** First run: the one-time token makes the first administrator. */
export function SetUpForm() {
  const [form, setForm] = createStore({ token: "", email: "", name: "", password: "" });
  const [busy, setBusy] = createSignal(false);
  const [error, setError] = createSignal<ApiError | null>(null);

  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    setBusy(true);
    setError(null);
    try {
      await call(setUp, { json: { ...form } });
      await loadMe();
    } catch (cause) {
      setError(toApiError(cause));
      if (isApiError(cause, "AUTH_006")) await leaveIfDone();
    } finally {
      setBusy(false);
    }
  };

  /** Somebody else may have been first: then this is the page to sign in. */
  const leaveIfDone = async () => {
    await loadMe().catch(() => undefined);
    if (!setupRequired()) toast({ tone: "warn", text: t("setUpDone") });
  };
  const weak = () => {
    const shown = error();
    return isApiError(shown, "AUTH_007") ? shown.cause_text : undefined;
  };

  return (
    <form class="flex flex-col gap-4" onSubmit={(event) => void submit(event)}>
      <TextField
        label={t("token")}
        autocomplete="one-time-code"
        required
        autofocus
        value={form.token}
        onInput={(value) => setForm("token", value)}
      />
      <TextField
        label={t("yourName")}
        autocomplete="name"
        required
        maxlength={100}
        value={form.name}
        onInput={(value) => setForm("name", value)}
      />
      <TextField
        label={t("email")}
        type="email"
        autocomplete="username"
        required
        value={form.email}
        onInput={(value) => setForm("email", value)}
      />
      <TextField
        label={t("password")}
        type="password"
        autocomplete="new-password"
        required
        hint={t("passwordHint")}
        error={weak()}
        value={form.password}
        onInput={(value) => setForm("password", value)}
      />
      <Show when={error()}>{(shown) => <ErrorState error={shown()} small />}</Show>
      <Button type="submit" kind="primary" busy={busy()} class="h-9">
        {t("setUp")}
      </Button>
    </form>
  );
}
