import { createResource, createSignal, Match, Show, Switch } from "solid-js";
import { getAccount } from "#contract/account";
import type { Me } from "#contract/auth";
import { ChangePasswordForm } from "../../account/ChangePasswordForm.tsx";
import { EnrolPasskey } from "../../account/EnrolPasskey.tsx";
import { EnrolTotp } from "../../account/EnrolTotp.tsx";
import { loadMe, me } from "../../app/session.ts";
import { call } from "../../client/call.ts";
import { toApiError } from "../../client/error.ts";
import { hasPasskeys } from "../../client/webauthn.ts";
import { t as factor } from "../../i18n/second-factor.ts";
import { t } from "../../i18n/standing.ts";
import { Button } from "../../ui/Button.tsx";
import { ErrorState } from "../../ui/ErrorState.tsx";
import { LeaveGuard } from "../../ui/leave-guard.ts";
import { Skeleton } from "../../ui/Skeleton.tsx";
import { DoorPage } from "../sign-in/DoorPage.tsx";

/** Nothing else works before this is done: a second factor, or a new password (T-27). */
export function RestrictedScreen(props: { what: NonNullable<Me["restricted"]> }) {
  const [account, { refetch }] = createResource(() => call(getAccount));
  const done = () => loadMe();
  return (
    <DoorPage
      wide
      title={props.what === "password" ? t("passwordTitle") : t("factorTitle")}
      text={props.what === "password" ? t("passwordText") : t("factorText")}
    >
      <Switch fallback={<Skeleton lines={3} />}>
        <Match when={account.state === "errored"}>
          <ErrorState error={toApiError(account.error)} small onRetry={() => void refetch()} />
        </Match>
        <Match when={account.state === "ready" && account()}>
          {(mine) => (
            <Show
              when={props.what === "second_factor"}
              fallback={<ChangePasswordForm hasPassword={mine().has_password} onDone={done} />}
            >
              <ChooseFactor hasPassword={mine().has_password} onDone={() => void done()} />
            </Show>
          )}
        </Match>
      </Switch>
    </DoorPage>
  );
}

function ChooseFactor(props: { hasPassword: boolean; onDone: () => void }) {
  const [way, setWay] = createSignal<"totp" | "passkey" | null>(null);
  const asksPassword = () => props.hasPassword && me()?.second_factors.length === 0;
  /** While something is shown only once, no other way is offered that would take it off the page. */
  const [showsOnce, setShowsOnce] = createSignal(false);
  return (
    <LeaveGuard.Provider value={(ask) => setShowsOnce(ask !== null)}>
      <Switch>
        <Match when={way() === null}>
          <h2 class="mb-3 font-semibold">{t("choose")}</h2>
          <ul class="flex flex-col gap-2">
            <Way title={factor("totp")} text={factor("totpText")} onChoose={() => setWay("totp")} />
            <Show when={hasPasskeys()}>
              <Way
                title={factor("passkey")}
                text={factor("passkeyText")}
                onChoose={() => setWay("passkey")}
              />
            </Show>
          </ul>
        </Match>
        <Match when={way() === "totp"}>
          <EnrolTotp asksPassword={asksPassword()} onDone={props.onDone} />
        </Match>
        <Match when={way() === "passkey"}>
          <EnrolPasskey asksPassword={asksPassword()} onDone={props.onDone} />
        </Match>
      </Switch>
      <Show when={way() !== null && !showsOnce()}>
        <Button kind="quiet" size="small" class="mt-4" onClick={() => setWay(null)}>
          {t("other")}
        </Button>
      </Show>
    </LeaveGuard.Provider>
  );
}

function Way(props: { title: string; text: string; onChoose: () => void }) {
  return (
    <li>
      <button
        type="button"
        class="w-full rounded-md border border-line bg-raised px-4 py-3 text-left transition hover:border-accent hover:bg-accent-soft"
        onClick={() => props.onChoose()}
      >
        <span class="block font-medium">{props.title}</span>
        <span class="block text-sm text-quiet">{props.text}</span>
      </button>
    </li>
  );
}
