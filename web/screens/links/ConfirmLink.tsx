import { A } from "@solidjs/router";
import { createSignal, Match, Show, Switch } from "solid-js";
import { me } from "../../app/session.ts";
import { type ApiError, toApiError } from "../../client/error.ts";
import { t } from "../../i18n/links.ts";
import { Button } from "../../ui/Button.tsx";
import { ErrorState } from "../../ui/ErrorState.tsx";
import { DoorPage } from "../sign-in/DoorPage.tsx";
import { createToken } from "./token.ts";

/**
 * A link that does one thing once. It waits for a press: programs that open links in mails to look
 * at them must not use it up.
 */
export function ConfirmLink(props: {
  title: string;
  text: string;
  action: string;
  /** Answers what happened, in words. */
  run: (token: string) => Promise<string>;
}) {
  const { token } = createToken();
  const [done, setDone] = createSignal<string | null>(null);
  const [busy, setBusy] = createSignal(false);
  const [error, setError] = createSignal<ApiError | null>(null);
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
      text={done() === null && token() !== null ? props.text : undefined}
    >
      <Switch fallback={<p role="alert">{t("noToken")}</p>}>
        <Match when={done()}>
          {(text) => (
            <div class="flex flex-col gap-4">
              <p role="status">{text()}</p>
              <A href={me() === null ? "/sign-in" : "/"} class="text-accent underline">
                {me() === null ? t("toSignIn") : t("goOn")}
              </A>
            </div>
          )}
        </Match>
        <Match when={token()}>
          {(given) => (
            <div class="flex flex-col gap-4">
              <Show when={error()}>{(shown) => <ErrorState error={shown()} small />}</Show>
              <Button
                kind="primary"
                class="h-9"
                busy={busy()}
                onClick={() => void confirm(given())}
              >
                {props.action}
              </Button>
            </div>
          )}
        </Match>
      </Switch>
    </DoorPage>
  );
}
