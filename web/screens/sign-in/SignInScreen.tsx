import { useNavigate, useSearchParams } from "@solidjs/router";
import { createEffect, createSignal, For, Show } from "solid-js";
import { loginAsGuest } from "#contract/auth";
import { HumanCheck } from "../../account/HumanCheck.tsx";
import { createHumanCheck } from "../../account/human-check.ts";
import { SignInFlow } from "../../account/SignInFlow.tsx";
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
            below={<OtherDoors back={search.return} />}
          >
            <Show when={addressError(search.error)}>
              {(error) => (
                <div class="mb-4">
                  <ErrorState error={error()} small />
                </div>
              )}
            </Show>
            <SignInFlow begun={begun} onDone={setMe} />
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

/** Signing in elsewhere, looking around, and what to do without the password. */
function OtherDoors(props: { back: string | undefined }) {
  const [busy, setBusy] = createSignal(false);
  const [error, setError] = createSignal<ApiError | null>(null);
  const providers = () => authStatus()?.providers ?? [];
  const guests = () => authStatus()?.guest_enabled === true;
  const start = (id: string) =>
    `/api/v1/auth/oauth/${encodeURIComponent(id)}/start?return=${encodeURIComponent(safeReturn(props.back))}`;
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
      <For each={providers()}>
        {(one) => (
          <a
            href={start(one.id)}
            rel="external"
            class="inline-flex h-9 items-center justify-center rounded-md border border-line bg-raised px-3 font-medium transition hover:bg-sunken pointer-coarse:h-11"
          >
            {words("withProvider", { name: one.name })}
          </a>
        )}
      </For>
      <Show when={guests()}>
        <HumanCheck check={check} />
        <Button class="h-9" busy={busy()} disabled={check.waits()} onClick={() => void enter()}>
          {words("asGuest")}
        </Button>
      </Show>
      <Show when={error()}>{(shown) => <ErrorState error={shown()} small />}</Show>
      <Show when={authStatus()?.mail_enabled === true}>
        <p class="text-center">
          <a href="/reset-password" class="text-sm text-accent underline">
            {words("forgotten")}
          </a>
        </p>
      </Show>
    </div>
  );
}
