import Download from "lucide-solid/icons/download";
import type { Endpoint } from "#contract/endpoint";
import { apiUrl } from "../../client/url.ts";
import { t } from "../../i18n/admin-logs.ts";
import { Menu } from "../../ui/Menu.tsx";

const formats = ["csv", "json", "ndjson"] as const;

/** Everything the filters find, as a file the browser writes while it comes. */
export function ExportMenu(props: { of: Endpoint; query: Readonly<Record<string, unknown>> }) {
  const take = (format: string) => {
    const link = document.createElement("a");
    link.href = apiUrl(props.of.path, {}, { ...props.query, format });
    link.download = "";
    link.click();
  };
  return (
    <Menu
      label={`${t("export")}: ${t("exportText")}`}
      align="end"
      entries={formats.map((format) => ({
        label: t(`export_${format}`),
        run: () => take(format),
      }))}
      class="inline-flex h-8 items-center gap-1.5 rounded-md border border-line bg-raised px-3 font-medium dark:border-edge/50 hover:bg-sunken pointer-coarse:h-11"
    >
      <Download size={15} aria-hidden="true" />
      {t("export")}
    </Menu>
  );
}
