import { t } from "../../i18n/admin-logs.ts";
import type { Column } from "../parts/column.ts";

/** The way to a row's details for a pointer; the keyboard opens the row itself. */
export const detailsColumn = <Row,>(onOpen: (row: Row) => void): Column<Row, never> => ({
  key: "details",
  label: t("details"),
  notOnCards: true,
  spare: true,
  cell: (row) => (
    <button
      type="button"
      tabIndex={-1}
      class="rounded-md px-2 py-1 text-accent hover:underline pointer-coarse:py-2.5"
      onClick={() => onOpen(row)}
    >
      {t("details")}
    </button>
  ),
});
