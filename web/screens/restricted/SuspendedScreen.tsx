import { useNavigate } from "@solidjs/router";
import { createSignal, Show } from "solid-js";
import { forgetPerson, loadMe, me, setSuspension } from "../../app/session.ts";
import { type ApiError, toApiError } from "../../client/error.ts";
import { dateTime, dayAndTime } from "../../i18n/format.ts";
import { t } from "../../i18n/standing.ts";
import { Button } from "../../ui/Button.tsx";
import { ErrorState } from "../../ui/ErrorState.tsx";
import { DoorPage } from "../sign-in/DoorPage.tsx";

/** AUTH_011: the account may do nothing until then. */
export function SuspendedScreen(props: { until: string | null }) {
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
      if (me() === null) await leave();
      else setSuspension(null);
    } catch (cause) {
      setError(toApiError(cause));
    } finally {
      setBusy(false);
    }
  };
  return (
    <DoorPage title={t("suspendedTitle")} text={t("suspendedText")}>
      <div class="flex flex-col gap-3">
        <Show when={props.until}>
          {(until) => (
            <p>
              <time datetime={until()} title={dateTime(until())} class="font-medium">
                {t("suspendedUntil", { time: dayAndTime(until()) })}
              </time>
            </p>
          )}
        </Show>
        <p class="text-quiet">{t("suspendedContact")}</p>
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
