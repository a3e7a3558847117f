import Check from "lucide-solid/icons/check";
import Minus from "lucide-solid/icons/minus";
import { createMemo, createUniqueId, For, type JSX, Show } from "solid-js";
import { t } from "../i18n/password.ts";
import { PasswordField } from "../ui/PasswordField.tsx";
import { passwordState, passwordStrength } from "./password-rules.ts";

/** Never the colour of success: whether it is a common one is looked at when it is saved (T-07). */
const tones = ["bg-line", "bg-bad", "bg-warn", "bg-info", "bg-info"];

export interface NewPasswordFieldProps {
  value: string;
  onInput: (value: string) => void;
  /** Name and address, which it must not hold. */
  about?: readonly string[];
  label?: string;
  error?: string | undefined;
  autofocus?: boolean;
}

/** A new password, with what T-07 asks of it in words while it is typed. */
export function NewPasswordField(props: NewPasswordFieldProps) {
  const id = createUniqueId();
  const state = createMemo(() => passwordState(props.value, props.about ?? []));
  const strength = () => passwordStrength(state());
  return (
    <div class="flex flex-col gap-2">
      <PasswordField
        label={props.label ?? t("newPassword")}
        value={props.value}
        onInput={props.onInput}
        autocomplete="new-password"
        autofocus={props.autofocus === true}
        error={props.error}
        describedBy={id}
      />
      <div class="flex items-center gap-2 text-xs">
        <div class="flex h-1.5 flex-1 gap-1" aria-hidden="true">
          <For each={[1, 2, 3, 4]}>
            {(step) => (
              <span
                class={`flex-1 rounded-full ${strength() >= step ? tones[strength()] : "bg-line"}`}
              />
            )}
          </For>
        </div>
        <span role="status" class="min-w-24 text-right text-quiet">
          <span class="sr-only">{t("strength")}: </span>
          {t(`strength_${strength()}`)}
        </span>
      </div>
      <div id={id} class="rounded-md bg-sunken px-3 py-2 text-sm">
        <p class="mb-1 text-quiet">{t("either")}</p>
        <ul class="flex flex-col gap-1">
          <Rule met={state().long}>
            {t("routeLong")}{" "}
            <span class="text-quiet tabular-nums">
              ({t("lengthNow", { count: state().length })})
            </span>
          </Rule>
          <Rule met={state().mixed}>
            {t("routeMixed")}:{" "}
            <For each={["upper", "lower", "digit", "symbol"] as const}>
              {(kind, at) => (
                <>
                  {at() === 0 ? "" : " · "}
                  <span class="whitespace-nowrap" classList={{ "text-good": state()[kind] }}>
                    {t(kind)}
                  </span>
                </>
              )}
            </For>
          </Rule>
        </ul>
        <Show when={state().personal} fallback={<p class="mt-1.5 text-quiet">{t("alsoNot")}</p>}>
          <p class="mt-1.5 text-bad">{t("personal")}</p>
        </Show>
      </div>
    </div>
  );
}

function Rule(props: { met: boolean; children: JSX.Element }) {
  return (
    <li class="flex gap-2">
      <Show
        when={props.met}
        fallback={<Minus size={14} class="mt-1 shrink-0 text-quiet" aria-hidden="true" />}
      >
        <Check size={14} class="mt-1 shrink-0 text-good" aria-hidden="true" />
      </Show>
      <span class="min-w-0">
        {props.children}
        <span class="sr-only"> ({props.met ? t("met") : t("unmet")})</span>
      </span>
    </li>
  );
}
