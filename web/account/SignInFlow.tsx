import { createEffect, createSignal, Match, onCleanup, onMount, Show, Switch } from "solid-js";
import { login, type Me, type SignInResult } from "#contract/auth";
import { completeSignIn } from "#contract/second-factor";
import { authStatus } from "../app/session.ts";
import { call } from "../client/call.ts";
import { type ApiError, isApiError, mustRestart, toApiError } from "../client/error.ts";
import { hasPasskeys, PasskeyDeclined } from "../client/webauthn.ts";
import { t as account } from "../i18n/account.ts";
import { t } from "../i18n/sign-in.ts";
import { Button } from "../ui/Button.tsx";
import { ErrorState } from "../ui/ErrorState.tsx";
import { PasswordField } from "../ui/PasswordField.tsx";
import { TextField } from "../ui/TextField.tsx";
import { HumanCheck } from "./HumanCheck.tsx";
import { createHumanCheck } from "./human-check.ts";
import { offerPasskeys, signInWithPasskey } from "./passkey-sign-in.ts";
import { type Proof, ProofForm } from "./ProofForm.tsx";

type Challenge = NonNullable<SignInResult["challenge"]>;

/** Password, then the second factor where the account has one; or a passkey alone. */
export function SignInFlow(props: {
  email?: string | undefined;
  /** The first factor was shown elsewhere. */
  begun?: SignInResult["challenge"];
  /** Whether the second factor is asked for now. */
  onChallenge?: (asked: boolean) => void;
  onDone: (me: Me) => void;
}) {
  const [email, setEmail] = createSignal(props.email ?? "");
  const [password, setPassword] = createSignal("");
  const [challenge, setChallenge] = createSignal<Challenge | null>(props.begun ?? null);
  createEffect(() => props.onChallenge?.(challenge() !== null));
  const check = createHumanCheck();
  const [busy, setBusy] = createSignal(false);
  const [declined, setDeclined] = createSignal(false);
  const [error, setError] = createSignal<ApiError | null>(null);
  const [failures, setFailures] = createSignal(0);
  /** U-052, U-162: that a lock is near, and what lifts one. */
  const lockNote = () => {
    const code = error()?.code;
    if (code === "AUTH_003") return authStatus()?.mail_enabled === true ? t("unlockHint") : null;
    return code === "AUTH_001" && failures() >= 3 ? t("attempts") : null;
  };
  const offering = new AbortController();
  onCleanup(() => offering.abort());

  const took = (result: SignInResult) => {
    if (result.me !== null) props.onDone(result.me);
    else setChallenge(result.challenge);
  };
  onMount(async () => {
    if (challenge() !== null) return;
    const result = await offerPasskeys(offering.signal);
    if (result !== null) took(result);
  });

  const attempt = async (run: () => Promise<SignInResult>) => {
    setBusy(true);
    setDeclined(false);
    setError(null);
    try {
      took(await run());
    } catch (cause) {
      if (cause instanceof PasskeyDeclined) setDeclined(true);
      else setError(toApiError(cause));
      if (isApiError(cause, "AUTH_001")) setFailures((before) => before + 1);
      check.failed(cause);
    } finally {
      setBusy(false);
    }
  };
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    void attempt(() =>
      call(login, { json: { email: email(), password: password(), ...check.part() } }),
    );
  };
  const passkeyAlone = () => {
    offering.abort();
    void attempt(() => signInWithPasskey());
  };
  const prove = (ticket: string) => async (proof: Proof) => {
    if (proof.method === "password") return;
    try {
      took(
        proof.method === "passkey"
          ? await signInWithPasskey(ticket)
          : await call(completeSignIn, { json: { ticket, code: proof.code } }),
      );
    } catch (cause) {
      if (!mustRestart(cause)) throw cause;
      startOver();
      setError(toApiError(cause));
    }
  };
  const startOver = () => {
    setChallenge(null);
    setPassword("");
    setError(null);
  };

  return (
    <Switch>
      <Match when={challenge()}>
        {(asked) => (
          <section aria-label={t("challengeTitle")}>
            <h2 class="mb-1 font-semibold">{t("challengeTitle")}</h2>
            <p class="mb-4 text-sm text-quiet">{t("challengeText")}</p>
            <ProofForm methods={asked().methods} onProof={prove(asked().ticket)} />
            <button
              type="button"
              class="mt-3 py-1 text-sm text-accent underline"
              onClick={startOver}
            >
              {t("startOver")}
            </button>
          </section>
        )}
      </Match>
      <Match when={challenge() === null}>
        <form class="flex flex-col gap-4" onSubmit={submit}>
          <TextField
            label={account("email")}
            type="email"
            autocomplete="username webauthn"
            required
            autofocus={props.email === undefined}
            readonly={props.email !== undefined}
            value={email()}
            onInput={setEmail}
          />
          <PasswordField
            label={account("password")}
            autocomplete="current-password"
            autofocus={props.email !== undefined}
            value={password()}
            onInput={setPassword}
          />
          <HumanCheck check={check} />
          <Show when={declined()}>
            <p role="alert" class="rounded-md border border-warn/40 bg-warn-soft px-3 py-2 text-sm">
              {t("declined")}
            </p>
          </Show>
          <Show when={error()}>{(shown) => <ErrorState error={shown()} small />}</Show>
          <Show when={lockNote()}>{(note) => <p class="text-sm text-quiet">{note()}</p>}</Show>
          <Button type="submit" kind="primary" class="h-9" busy={busy()} disabled={check.waits()}>
            {account("signIn")}
          </Button>
          <Show when={hasPasskeys()}>
            <Button class="h-9" disabled={busy()} onClick={passkeyAlone}>
              {t("withPasskey")}
            </Button>
          </Show>
        </form>
      </Match>
    </Switch>
  );
}
