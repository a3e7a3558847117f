import { t } from "../../i18n/keys.ts";
import { TextField } from "../../ui/TextField.tsx";
import type { TypedLimits } from "./key-input.ts";

/** The own limits of a key, as typed. */
export function KeyLimitFields(props: {
  form: TypedLimits;
  onInput: (field: keyof TypedLimits, value: string) => void;
}) {
  return (
    <fieldset>
      <legend class="text-sm font-medium">{t("more")}</legend>
      <p class="mb-2 text-sm text-quiet">{t("moreText")}</p>
      <div class="grid gap-3 sm:grid-cols-2">
        <TextField
          label={t("calls")}
          type="number"
          min={1}
          step={1}
          placeholder={t("noLimit")}
          value={props.form.calls}
          onInput={(value) => props.onInput("calls", value)}
        />
        <TextField
          label={t("budget")}
          type="number"
          min={0}
          step={0.01}
          placeholder={t("noLimit")}
          value={props.form.budget}
          onInput={(value) => props.onInput("budget", value)}
        />
      </div>
    </fieldset>
  );
}
