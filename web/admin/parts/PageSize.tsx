import { t } from "../../i18n/admin-parts.ts";
import { Select } from "../../ui/Select.tsx";

const pageSizes = ["25", "50", "100"] as const;

/** How many rows a page of a list has. */
export function PageSize(props: { value: number; onChange: (limit: number) => void }) {
  return (
    <Select
      label={t("perPage")}
      hideLabel
      value={String(props.value) as (typeof pageSizes)[number]}
      options={pageSizes.map((value) => ({ value, label: t("perPageOption", { count: value }) }))}
      onChange={(value) => props.onChange(Number(value))}
    />
  );
}
