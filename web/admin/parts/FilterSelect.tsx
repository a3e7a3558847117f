import { t } from "../../i18n/admin-parts.ts";
import { Select } from "../../ui/Select.tsx";

/** One filter of a list; its first choice is "any". */
export function FilterSelect<V extends string>(props: {
  label: string;
  value: V | undefined;
  options: readonly { readonly value: V; readonly label: string }[];
  onChange: (value: V | undefined) => void;
}) {
  return (
    <Select
      label={props.label}
      hideLabel
      value={props.value ?? ""}
      options={[
        { value: "", label: `${props.label}: ${t("any")}` },
        ...props.options.map((one) => ({
          value: one.value,
          label: `${props.label}: ${one.label}`,
        })),
      ]}
      onChange={(value) => props.onChange(value === "" ? undefined : value)}
      class={`max-w-48 shrink-0 md:@max-6xl:max-w-none ${props.value === undefined ? "" : "[&_select]:border-accent"}`}
    />
  );
}
