import { createSignal, Show } from "solid-js";
import { changePassword } from "#contract/password";
import { me } from "../app/session.ts";
import { call } from "../client/call.ts";
import { type ApiError, toApiError } from "../client/error.ts";
import { t } from "../i18n/standing.ts";
import { Button } from "../ui/Button.tsx";
import { ErrorState } from "../ui/ErrorState.tsx";
import { PasswordField } from "../ui/PasswordField.tsx";
import { toast } from "../ui/toast.ts";
import { guardUnsaved } from "../ui/unsaved.ts";
import { NewPasswordField } from "./NewPasswordField.tsx";
import { RevokeKeys } from "./RevokeKeys.tsx";

/** Chooses a new password; the current one proves who does. */
export function ChangePasswordForm(props: {
  /** Without one, the account signed in another way and sets its first. */
  hasPassword: boolean;
  onDone: () => void | Promise<void>;
}) {
  const [current, setCurrent] = createSignal("");
  const [next, setNext] = createSignal("");
  const [revokesKeys, setRevokesKeys] = createSignal(false);
  const [busy, setBusy] = createSignal(false);
  const [error, setError] = createSignal<ApiError | null>(null);

  // The current one is often filled in by the browser.
  guardUnsaved(() => next() !== "");

  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    setBusy(true);
    setError(null);
    try {
      const chosen = { next: next(), revoke_keys: revokesKeys() };
      const json = props.hasPassword ? { current: current(), ...chosen } : chosen;
      await call(changePassword, { json });
      setCurrent("");
      setNext("");
      setRevokesKeys(false);
      toast({ tone: "good", text: t("changed") });
      await props.onDone();
    } catch (cause) {
      setError(toApiError(cause));
    } finally {
      setBusy(false);
    }
  };

  return (
    <form class="flex max-w-md flex-col gap-4" onSubmit={(event) => void submit(event)}>
      {/* So that a password manager knows whose password this is. */}
      <input class="hidden" type="email" autocomplete="username" value={me()?.email} readonly />
      <Show when={props.hasPassword}>
        <PasswordField
          label={t("current")}
          autocomplete="current-password"
          autofocus
          value={current()}
          onInput={setCurrent}
        />
      </Show>
      <NewPasswordField
        value={next()}
        onInput={setNext}
        about={[me()?.name ?? "", me()?.email ?? ""]}
      />
      <RevokeKeys checked={revokesKeys()} onChange={setRevokesKeys} />
      <Show when={error()}>{(shown) => <ErrorState error={shown()} small />}</Show>
      <Button type="submit" kind="primary" class="self-start" busy={busy()}>
        {t("change")}
      </Button>
    </form>
  );
}
