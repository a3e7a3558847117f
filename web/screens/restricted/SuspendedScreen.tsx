import { A, useNavigate } from "@solidjs/router";
import { createEffect, createSignal, For, on, Show, untrack } from "solid-js";
import { getAuthStatus } from "#contract/auth";
import { rulesPage } from "../../app/open-pages.ts";
import { type Held, held, loadMe, me, refused, setRefused, signOut } from "../../app/session.ts";
import { call } from "../../client/call.ts";
import { type ApiError, toApiError } from "../../client/error.ts";
import { t as account } from "../../i18n/account.ts";
import { dateFormat } from "../../i18n/intl.ts";
import { t } from "../../i18n/standing.ts";
import { Button } from "../../ui/Button.tsx";
import { ErrorState } from "../../ui/ErrorState.tsx";
import { DoorPage } from "../sign-in/DoorPage.tsx";

/** A refusal does not say whom to ask; that is told to whose browser was signed in. */
async function learnContact(known: Held): Promise<void> {
  const now = (await call(getAuthStatus).catch(() => null))?.held;
  // At a shared browser it may be told of somebody else.
  const { kind, until, reason } = now ?? {};
  const same = kind === known.kind && until === known.until && reason === known.reason;
  if (now && same && now.contact.length > 0 && untrack(refused) === known) setRefused(now);
}

/** Whose account is shut out is nobody here, whose own zone is not known when the page is loaded again. */
const inZoneOfBrowser = (at: string): string =>
  dateFormat({
    year: "numeric",
    month: "short",
    day: "numeric",
    hour: "numeric",
    minute: "2-digit",
    timeZoneName: "short",
  }).format(new Date(at));

/** The account may do nothing: until when, why, and whom to ask, as far as the server says. */
export function SuspendedScreen(props: { held: Held }) {
  const navigate = useNavigate();
  // Every refusal is a new one, and knows nobody.
  createEffect(on(refused, (known) => known?.contact.length === 0 && void learnContact(known)));
  const [busy, setBusy] = createSignal(false);
  const [error, setError] = createSignal<ApiError | null>(null);
  const attempt = async (run: () => Promise<void>) => {
    setBusy(true);
    setError(null);
    try {
      await run();
    } catch (cause) {
      setError(toApiError(cause));
    } finally {
      setBusy(false);
    }
  };
  const leave = async () => {
    await signOut();
    navigate("/sign-in", { replace: true });
  };
  const again = async () => {
    await loadMe();
    if (me() === null && held() === null) await leave();
    else setRefused(null);
  };
  return (
    <DoorPage title={t(`${props.held.kind}Title`)} text={t("suspendedText")}>
      <div class="flex flex-col gap-3">
        <Show when={props.held.until}>
          {(until) => (
            <p>
              <time datetime={until()} class="font-medium">
                {t("suspendedUntil", { time: inZoneOfBrowser(until()) })}
              </time>
            </p>
          )}
        </Show>
        <Show when={props.held.reason}>
          {(reason) => <p class="wrap-anywhere">{t("heldReason", { reason: reason() })}</p>}
        </Show>
        <div class="text-quiet">
          <p>{t("suspendedContact")}</p>
          <ul class="list-inside list-disc">
            <For each={props.held.contact}>
              {(one) => <li class="wrap-anywhere">{one.replace(/^- /, "")}</li>}
            </For>
          </ul>
        </div>
        <A href={rulesPage} class="self-start text-accent underline">
          {account("rules")}
        </A>
        <Show when={error()}>{(shown) => <ErrorState error={shown()} small />}</Show>
        <div class="mt-2 flex flex-wrap gap-2">
          <Button kind="primary" busy={busy()} onClick={() => void attempt(again)}>
            {t("tryAgain")}
          </Button>
          <Button disabled={busy()} onClick={() => void attempt(leave)}>
            {t("signOut")}
          </Button>
        </div>
      </div>
    </DoorPage>
  );
}
