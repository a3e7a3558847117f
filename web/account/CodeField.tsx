import { TextField } from "../ui/TextField.tsx";

/** What was typed as it is sent: half width, without spaces and hyphens. */
export const plainCode = (typed: string): string =>
  typed.normalize("NFKC").replaceAll(/[\s\p{Pd}]/gu, "");

export const isSixDigits = (plain: string): boolean => /^\d{6}$/.test(plain);

/** An authenticator's code: what a Japanese keyboard types in full width will do, too. */
export function CodeField(props: {
  label: string;
  value: string;
  onInput: (value: string) => void;
  error: string | undefined;
}) {
  return (
    <TextField
      label={props.label}
      error={props.error}
      value={props.value}
      onInput={props.onInput}
      inputmode="numeric"
      autocomplete="one-time-code"
      maxlength={20}
      required
      autofocus
      class="[&_input]:max-w-52 [&_input]:font-mono [&_input]:tracking-[0.3em]"
    />
  );
}
