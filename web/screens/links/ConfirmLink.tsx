import { createSignal, Match, Show, Switch } from "solid-js";
import { type ApiError, isApiError, toApiError } from "../../client/error.ts";
import { t } from "../../i18n/links.ts";
import { Button } from "../../ui/Button.tsx";
import { ErrorState } from "../../ui/ErrorState.tsx";
import { DoorPage } from "../sign-in/DoorPage.tsx";
import { createToken } from "./token.ts";
import { WayOn } from "./WayOn.tsx";

/**
 * A link that does one thing once. It waits for a press: programs that open links in mails to look
 * at them must not use it up.
 */
export function ConfirmLink(props: {
  title: string;
  text: string;
  action: string;
  /** What to do where the link was used, or is too old. */
  gone: string;
  /** Answers what happened, in words. */
  run: (token: string) => Promise<string>;
}) {
  const { token } = createToken();
  const [done, setDone] = createSignal<string | null>(null);
  const [busy, setBusy] = createSignal(false);
  const [error, setError] = createSignal<ApiError | null>(null);
  const gone = () => isApiError(error(), "AUTH_012");
  const confirm = async (given: string) => {
    setBusy(true);
    setError(null);
    try {
      setDone(await props.run(given));
    } catch (cause) {
      setError(toApiError(cause));
    } finally {
      setBusy(false);
    }
  };
  return (
    <DoorPage
      title={props.title}
      text={done() === null && token() !== null && !gone() ? props.text : undefined}
    >
      <Switch
        fallback={
          <div class="flex flex-col gap-4">
            <p role="alert">{t("noToken")}</p>
            <WayOn />
          </div>
        }
      >
        <Match when={done()}>
          {(text) => (
            <div class="flex flex-col gap-4">
              <p role="status">{text()}</p>
              <WayOn />
            </div>
          )}
        </Match>
        <Match when={token()}>
          {(given) => (
            <div class="flex flex-col gap-4">
              <Show when={error()}>{(shown) => <ErrorState error={shown()} small />}</Show>
              <Show
                when={!gone()}
                fallback={
                  <>
                    <p>{props.gone}</p>
                    <WayOn />
                  </>
                }
              >
                <Button
                  kind="primary"
                  class="h-9"
                  busy={busy()}
                  onClick={() => void confirm(given())}
                >
                  {props.action}
                </Button>
              </Show>
            </div>
          )}
        </Match>
      </Switch>
    </DoorPage>
  );
}
