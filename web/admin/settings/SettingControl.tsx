import { Match, Switch } from "solid-js";
import type { SettingItem } from "#contract/admin-setting";
import { t } from "../../i18n/admin-settings.ts";
import { count, timeZone } from "../../i18n/format.ts";
import { Checkbox } from "../../ui/Checkbox.tsx";
import { Select } from "../../ui/Select.tsx";
import { TextArea } from "../../ui/TextArea.tsx";
import { TextField } from "../../ui/TextField.tsx";
import type { Draft } from "./setting-draft.ts";
import { emptyText, showValue, unitText } from "./show-value.ts";

/** What may be typed, and what holds where nothing is. */
function hintOf(item: SettingItem): string {
  const fallback = t("default", { value: showValue(item, item.default) });
  if (item.control === "number" && item.min !== null && item.max !== null) {
    const bounds = {
      min: count(item.min),
      max: count(item.max),
      unit: unitText(item.unit),
    };
    return `${t("bounds", bounds)} · ${fallback}`;
  }
  if (item.control === "lines") return t("onePerLine", { max: item.max_length ?? 0 });
  if (item.control === "text") return t("letters", { max: item.max_length ?? 0 });
  if (item.control === "time") return t("zone", { zone: timeZone() });
  return fallback;
}

/** The field that fits a setting. */
export function SettingControl(props: {
  item: SettingItem;
  draft: Draft;
  onChange: (draft: Draft) => void;
  /** What is typed cannot be set. */
  invalid: boolean;
}) {
  const text = () => (typeof props.draft === "string" ? props.draft : "");
  const hint = () => hintOf(props.item);
  const field = () => ({
    label: props.item.description,
    value: text(),
    onInput: props.onChange,
    hint: hint(),
    error: props.invalid ? t("invalid", { hint: hint() }) : undefined,
    disabled: !props.item.is_editable,
  });
  return (
    <Switch fallback={<TextArea {...field()} rows={2} spellcheck={false} />}>
      <Match when={props.item.control === "toggle"}>
        <Checkbox
          label={props.item.description}
          checked={props.draft === true}
          onChange={props.onChange}
          hint={hint()}
          disabled={!props.item.is_editable}
        />
      </Match>
      <Match when={props.item.control === "number"}>
        <TextField
          {...field()}
          type="number"
          inputmode="decimal"
          min={props.item.min ?? undefined}
          max={props.item.max ?? undefined}
          step={props.item.step ?? undefined}
          placeholder={props.item.nullable ? emptyText(props.item) : undefined}
          class="[&_input]:max-w-40 [&_input]:text-right [&_input]:tabular-nums"
        />
      </Match>
      <Match when={props.item.control === "choice"}>
        <Select
          label={props.item.description}
          value={text()}
          options={props.item.options}
          onChange={props.onChange}
          hint={hint()}
          disabled={!props.item.is_editable}
          class="[&_select]:max-w-72"
        />
      </Match>
      <Match when={props.item.control === "time"}>
        <TextField {...field()} type="datetime-local" class="[&_input]:max-w-60" />
      </Match>
    </Switch>
  );
}
