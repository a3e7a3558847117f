import Eye from "lucide-solid/icons/eye";
import EyeOff from "lucide-solid/icons/eye-off";
import { createSignal, createUniqueId, onMount, Show } from "solid-js";
import { t } from "../i18n/account.ts";
import { FieldNote } from "./FieldNote.tsx";
import { fieldClass } from "./TextField.tsx";

export interface PasswordFieldProps {
  label: string;
  value: string;
  onInput: (value: string) => void;
  autocomplete: "current-password" | "new-password";
  hint?: string | undefined;
  error?: string | undefined;
  autofocus?: boolean;
  /** Ids of what else describes it. */
  describedBy?: string;
}

/** A password that can be looked at while it is typed. */
export function PasswordField(props: PasswordFieldProps) {
  const id = createUniqueId();
  const [shown, setShown] = createSignal(false);
  let field: HTMLInputElement | undefined;
  // The browser heeds `autofocus` only where nothing has the focus yet.
  onMount(() => props.autofocus === true && field?.focus());
  const note = () => props.error ?? props.hint;
  const about = () =>
    [note() === undefined ? null : `${id}-note`, props.describedBy]
      .filter((one) => one != null)
      .join(" ");
  return (
    <div class="flex flex-col gap-1">
      <label for={id} class="text-sm font-medium">
        {props.label}
      </label>
      <div class="relative">
        <input
          ref={(element) => (field = element)}
          id={id}
          type={shown() ? "text" : "password"}
          class={`${fieldClass} pr-10`}
          autocomplete={props.autocomplete}
          autocapitalize="off"
          spellcheck={false}
          required
          maxlength={256}
          autofocus={props.autofocus === true}
          value={props.value}
          onInput={(event) => props.onInput(event.currentTarget.value)}
          aria-invalid={props.error !== undefined}
          aria-describedby={about() === "" ? undefined : about()}
        />
        <button
          type="button"
          aria-label={t("showPassword")}
          aria-pressed={shown()}
          class="absolute inset-y-0 right-0 inline-flex w-10 items-center justify-center rounded-md text-quiet hover:text-ink"
          onClick={() => setShown(!shown())}
        >
          <Show when={shown()} fallback={<Eye size={16} aria-hidden="true" />}>
            <EyeOff size={16} aria-hidden="true" />
          </Show>
        </button>
      </div>
      <FieldNote id={`${id}-note`} hint={props.hint} error={props.error} />
    </div>
  );
}
