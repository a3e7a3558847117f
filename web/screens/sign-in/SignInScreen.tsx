import { A, useNavigate, useSearchParams } from "@solidjs/router";
import { createEffect, createSignal, Show } from "solid-js";
import { loginAsGuest } from "#contract/auth";
import { HumanCheck } from "../../account/HumanCheck.tsx";
import { createHumanCheck } from "../../account/human-check.ts";
import { ProviderLinks } from "../../account/ProviderLinks.tsx";
import { SignInFlow } from "../../account/SignInFlow.tsx";
import { rulesPage } from "../../app/open-pages.ts";
import { authStatus, me, safeReturn, setMe, setupRequired } from "../../app/session.ts";
import { call } from "../../client/call.ts";
import { addressError } from "../../client/address-error.ts";
import { type ApiError, toApiError } from "../../client/error.ts";
import { t } from "../../i18n/account.ts";
import { t as words } from "../../i18n/sign-in.ts";
import { Button } from "../../ui/Button.tsx";
import { ErrorState } from "../../ui/ErrorState.tsx";
import { DoorPage } from "./DoorPage.tsx";
import { SetUpForm } from "./SetUpForm.tsx";
import { takeChallenge } from "./take-challenge.ts";

export function SignInScreen() {
  const navigate = useNavigate();
  const [search] = useSearchParams<{ return?: string; error?: string }>();

  const begun = takeChallenge();
  /** Half-way in, the other doors lead nowhere better. */
  const [halfway, setHalfway] = createSignal(begun !== null);
  const [failed, setFailed] = createSignal<ApiError | null>(null);
  createEffect(() => void addressError(search.error).then(setFailed));
  createEffect(() => {
    if (me() !== null) navigate(safeReturn(search.return), { replace: true });
  });

  return (
    <Show when={me() === null}>
      <Show
        when={setupRequired()}
        fallback={
          <DoorPage
            title={t("signInTitle")}
            text={t("welcome")}
            below={
              <>
                <Show when={!halfway()}>
                  <OtherDoors back={search.return} />
                </Show>
                <p class="mt-6 text-center">
                  <A href={rulesPage} class="text-sm text-quiet underline">
                    {t("rules")}
                  </A>
                </p>
              </>
            }
          >
            <Show when={failed()}>
              {(error) => (
                <div class="mb-4">
                  <ErrorState error={error()} small />
                </div>
              )}
            </Show>
            <SignInFlow begun={begun} onChallenge={setHalfway} onDone={setMe} />
            <Show when={authStatus()?.mail_enabled === true && !halfway()}>
              <p class="mt-4 text-center">
                <a href="/reset-password" class="text-sm text-accent underline">
                  {words("forgotten")}
                </a>
              </p>
            </Show>
          </DoorPage>
        }
      >
        <DoorPage title={t("setUpTitle")} text={t("setUpText")}>
          <SetUpForm />
        </DoorPage>
      </Show>
    </Show>
  );
}

/** Signing in elsewhere, and looking around. */
function OtherDoors(props: { back: string | undefined }) {
  const [busy, setBusy] = createSignal(false);
  const [error, setError] = createSignal<ApiError | null>(null);
  const providers = () => authStatus()?.providers ?? [];
  const guests = () => authStatus()?.guest_enabled === true;
  const check = createHumanCheck();
  const enter = async () => {
    setBusy(true);
    setError(null);
    try {
      setMe((await call(loginAsGuest, { json: check.part() })).me);
    } catch (cause) {
      setError(toApiError(cause));
      check.failed(cause);
    } finally {
      setBusy(false);
    }
  };
  return (
    <div class="mt-4 flex flex-col gap-3">
      <Show when={providers().length > 0 || guests()}>
        <p class="flex items-center gap-3 text-sm text-quiet before:h-px before:flex-1 before:bg-line after:h-px after:flex-1 after:bg-line">
          {words("or")}
        </p>
      </Show>
      <ProviderLinks back={props.back} />
      <Show when={guests()}>
        <HumanCheck check={check} />
        <Button class="h-9" busy={busy()} disabled={check.waits()} onClick={() => void enter()}>
          {words("asGuest")}
        </Button>
      </Show>
      <Show when={error()}>{(shown) => <ErrorState error={shown()} small />}</Show>
    </div>
  );
}
