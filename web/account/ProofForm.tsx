import { createEffect, createSignal, For, Match, on, Show, Switch } from "solid-js";
import type { SecondFactorMethod } from "#contract/auth";
import { type ApiError, toApiError } from "../client/error.ts";
import { hasPasskeys, PasskeyDeclined } from "../client/webauthn.ts";
import { t } from "../i18n/sign-in.ts";
import { Button } from "../ui/Button.tsx";
import { ErrorState } from "../ui/ErrorState.tsx";
import { PasswordField } from "../ui/PasswordField.tsx";
import { TextField } from "../ui/TextField.tsx";
import { CodeField, isSixDigits, plainCode } from "./CodeField.tsx";

export type ProofMethod = SecondFactorMethod | "password";

export type Proof =
  | { readonly method: "password"; readonly password: string }
  | { readonly method: "totp" | "recovery_code"; readonly code: string }
  | { readonly method: "passkey" };

/** The easiest first, the last resort last. */
const order: readonly ProofMethod[] = ["passkey", "totp", "password", "recovery_code"];

/** Characters of a recovery code without its hyphens. */
const recoveryLength = 16;

const firstOf = (methods: readonly ProofMethod[]): ProofMethod =>
  order.find((one) => methods.includes(one) && (one !== "passkey" || hasPasskeys())) ?? "password";

/** Proves who is there by one of several methods; the person may switch. */
export function ProofForm(props: {
  methods: readonly ProofMethod[];
  /** What it throws is shown. */
  onProof: (proof: Proof) => Promise<void>;
}) {
  const [method, setMethod] = createSignal(firstOf(props.methods));
  const [typed, setTyped] = createSignal("");
  const [busy, setBusy] = createSignal(false);
  const [short, setShort] = createSignal(false);
  const [declined, setDeclined] = createSignal(false);
  const [error, setError] = createSignal<ApiError | null>(null);
  let form: HTMLFormElement | undefined;

  const proof = (): Proof => {
    const by = method();
    if (by === "passkey") return { method: by };
    return by === "password"
      ? { method: by, password: typed() }
      : { method: by, code: plainCode(typed()) };
  };
  const isShort = () => {
    const plain = plainCode(typed());
    if (method() === "totp") return !isSixDigits(plain);
    return method() === "recovery_code" && plain.length < recoveryLength;
  };
  /** What was wrong with what stood there goes with it. */
  const forget = () => {
    setShort(false);
    setDeclined(false);
    setError(null);
  };
  const type = (value: string) => {
    setTyped(value);
    forget();
  };
  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    forget();
    if (isShort()) {
      setShort(true);
      form?.querySelector("input")?.select();
      return;
    }
    setBusy(true);
    try {
      await props.onProof(proof());
    } catch (cause) {
      if (cause instanceof PasskeyDeclined) setDeclined(true);
      else setError(toApiError(cause));
      form?.querySelector("input")?.select();
    } finally {
      setBusy(false);
    }
  };
  const choose = (next: ProofMethod) => {
    setMethod(next);
    type("");
  };
  createEffect(on(method, () => form?.querySelector("input")?.focus(), { defer: true }));
  const others = () => order.filter((one) => one !== method() && props.methods.includes(one));

  return (
    <form ref={(element) => (form = element)} onSubmit={(event) => void submit(event)}>
      <div class="flex flex-col gap-4">
        <Switch>
          <Match when={method() === "passkey"}>
            <p>{hasPasskeys() ? t("passkeyText") : t("noPasskeys")}</p>
          </Match>
          <Match when={method() === "totp"}>
            <CodeField
              label={t("code")}
              error={short() ? t("notSixDigits") : undefined}
              value={typed()}
              onInput={type}
            />
          </Match>
          <Match when={method() === "recovery_code"}>
            <TextField
              label={t("recoveryCode")}
              hint={t("recoveryHint")}
              error={short() ? t("notRecoveryCode") : undefined}
              value={typed()}
              onInput={type}
              autocomplete="off"
              autocapitalize="off"
              spellcheck={false}
              maxlength={40}
              required
              autofocus
              class="[&_input]:font-mono"
            />
          </Match>
          <Match when={method() === "password"}>
            <PasswordField
              label={t("currentPassword")}
              value={typed()}
              onInput={type}
              autocomplete="current-password"
              autofocus
            />
          </Match>
        </Switch>
        <Show when={declined()}>
          <p role="alert" class="rounded-md border border-warn/40 bg-warn-soft px-3 py-2 text-sm">
            {t("declined")}
          </p>
        </Show>
        <Show when={error()}>{(shown) => <ErrorState error={shown()} small />}</Show>
        <Button
          type="submit"
          kind="primary"
          class="h-9"
          busy={busy()}
          disabled={method() === "passkey" && !hasPasskeys()}
        >
          {method() === "passkey" ? t("usePasskey") : t("confirm")}
        </Button>
        <Show when={others().length > 0}>
          <div class="flex flex-wrap gap-x-4 gap-y-1" role="group" aria-label={t("otherWays")}>
            <For each={others()}>
              {(one) => (
                <button
                  type="button"
                  class="py-1 text-sm text-accent underline"
                  onClick={() => choose(one)}
                >
                  {t(`use_${one}`)}
                </button>
              )}
            </For>
          </div>
        </Show>
      </div>
    </form>
  );
}
