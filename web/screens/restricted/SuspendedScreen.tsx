import { A, useNavigate } from "@solidjs/router";
import { createSignal, For, Show } from "solid-js";
import { rulesPage } from "../../app/open-pages.ts";
import { forgetPerson, type Held, held, loadMe, me, setSuspension } from "../../app/session.ts";
import { type ApiError, toApiError } from "../../client/error.ts";
import { t as account } from "../../i18n/account.ts";
import { dateTime, dayAndTime } from "../../i18n/format.ts";
import { t } from "../../i18n/standing.ts";
import { Button } from "../../ui/Button.tsx";
import { ErrorState } from "../../ui/ErrorState.tsx";
import { DoorPage } from "../sign-in/DoorPage.tsx";

/** The account may do nothing: until when, why, and whom to ask, as far as the server says. */
export function SuspendedScreen(props: { held: Held }) {
  const navigate = useNavigate();
  const [busy, setBusy] = createSignal(false);
  const [error, setError] = createSignal<ApiError | null>(null);
  const leave = async () => {
    await forgetPerson();
    setSuspension(null);
    navigate("/sign-in", { replace: true });
  };
  const again = async () => {
    setBusy(true);
    setError(null);
    try {
      await loadMe();
      if (me() === null && held() === null) await leave();
      else setSuspension(null);
    } catch (cause) {
      setError(toApiError(cause));
    } finally {
      setBusy(false);
    }
  };
  return (
    <DoorPage title={t(`${props.held.kind}Title`)} text={t("suspendedText")}>
      <div class="flex flex-col gap-3">
        <Show when={props.held.until}>
          {(until) => (
            <p>
              <time datetime={until()} title={dateTime(until())} class="font-medium">
                {t("suspendedUntil", { time: dayAndTime(until()) })}
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
          <Button kind="primary" busy={busy()} onClick={() => void again()}>
            {t("tryAgain")}
          </Button>
          <Button onClick={() => void leave()}>{t("signOut")}</Button>
        </div>
      </div>
    </DoorPage>
  );
}
