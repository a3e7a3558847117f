import { createSignal, Show } from "solid-js";
import { beginPasskey, finishPasskey } from "#contract/second-factor";
import { call } from "../client/call.ts";
import { type ApiError, toApiError } from "../client/error.ts";
import { createPasskey, hasPasskeys, PasskeyDeclined } from "../client/webauthn.ts";
import { t } from "../i18n/second-factor.ts";
import { Button } from "../ui/Button.tsx";
import { ErrorState } from "../ui/ErrorState.tsx";
import { PasswordField } from "../ui/PasswordField.tsx";
import { TextField } from "../ui/TextField.tsx";
import { toast } from "../ui/toast.ts";
import { RecoveryCodes } from "./RecoveryCodes.tsx";

/** Adds a passkey; with the account's first second factor come its recovery codes. */
export function EnrolPasskey(props: {
  /** No second factor was shown in this sign-in: the password is asked for. */
  asksPassword: boolean;
  onDone: () => void;
}) {
  const [name, setName] = createSignal(t("passkeyDefault"));
  const [password, setPassword] = createSignal("");
  const [codes, setCodes] = createSignal<readonly string[] | null>(null);
  const [busy, setBusy] = createSignal(false);
  const [declined, setDeclined] = createSignal<"declined" | "known" | null>(null);
  const [error, setError] = createSignal<ApiError | null>(null);

  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    setBusy(true);
    setDeclined(null);
    setError(null);
    try {
      const begun = await call(beginPasskey, {
        json: props.asksPassword ? { password: password() } : {},
      });
      const response = await createPasskey(begun.options);
      const json = { ticket: begun.ticket, response, name: name().trim() };
      const made = await call(finishPasskey, { json });
      toast({ tone: "good", text: t("added", { name: made.passkey.name }) });
      if (made.recovery_codes === null) props.onDone();
      else setCodes(made.recovery_codes);
    } catch (cause) {
      if (!(cause instanceof PasskeyDeclined)) setError(toApiError(cause));
      else setDeclined(cause.message === "InvalidStateError" ? "known" : "declined");
    } finally {
      setBusy(false);
    }
  };

  return (
    <Show
      when={codes()}
      fallback={
        <form class="flex flex-col gap-4" onSubmit={(event) => void submit(event)}>
          <p>{hasPasskeys() ? t("passkeyText") : t("noPasskeys")}</p>
          <TextField
            label={t("passkeyName")}
            hint={t("passkeyNameHint")}
            value={name()}
            onInput={setName}
            maxlength={60}
            required
            autofocus
          />
          <Show when={props.asksPassword}>
            <PasswordField
              label={t("password")}
              autocomplete="current-password"
              value={password()}
              onInput={setPassword}
            />
          </Show>
          <Show when={declined()}>
            {(why) => (
              <p
                role="alert"
                class="rounded-md border border-warn/40 bg-warn-soft px-3 py-2 text-sm"
              >
                {t(why())}
              </p>
            )}
          </Show>
          <Show when={error()}>{(shown) => <ErrorState error={shown()} small />}</Show>
          <Button
            type="submit"
            kind="primary"
            class="self-start"
            busy={busy()}
            disabled={!hasPasskeys() || name().trim() === ""}
          >
            {t("addPasskey")}
          </Button>
        </form>
      }
    >
      {(shown) => <RecoveryCodes codes={shown()} onKept={props.onDone} />}
    </Show>
  );
}
