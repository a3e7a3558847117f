import type { Resource } from "solid-js";
import { t } from "../../i18n/admin-parts.ts";

/** The title of what is being loaded: its own once it is there; else that it is awaited, or cannot be shown. */
export const awaited = (of: Resource<unknown>, title: string | undefined): string =>
  title ?? (of.state === "errored" ? t("notShown") : "…");
