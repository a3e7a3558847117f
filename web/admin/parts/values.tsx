import Copy from "lucide-solid/icons/copy";
import { t } from "../../i18n/admin-parts.ts";
import { t as common } from "../../i18n/common.ts";
import { dateTime, money, relative } from "../../i18n/format.ts";
import { toast } from "../../ui/toast.ts";

/** Near in time in words, else the day; the whole instant in the reader's zone on hover. */
export function RelativeTime(props: { at: string | null }) {
  return (
    <>
      {props.at === null ? (
        <span class="text-quiet">{t("never")}</span>
      ) : (
        <time datetime={props.at} title={dateTime(props.at)} class="whitespace-nowrap">
          {relative(props.at)}
        </time>
      )}
    </>
  );
}

/** US dollars; nothing spent is quiet. */
export function Money(props: { microUsd: number }) {
  return (
    <span class="tabular-nums" classList={{ "text-quiet": props.microUsd === 0 }}>
      {money(props.microUsd)}
    </span>
  );
}

export function CopyId(props: { id: string }) {
  const copy = async () => {
    await navigator.clipboard.writeText(props.id);
    toast({ tone: "good", text: common("copied") });
  };
  return (
    <button
      type="button"
      class="inline-flex max-w-full items-center gap-1 font-mono text-xs text-quiet hover:text-ink hover:underline"
      title={t("copyId")}
      onClick={() => void copy()}
    >
      <span class="truncate">{props.id}</span>
      <Copy size={12} class="shrink-0" aria-hidden="true" />
      <span class="sr-only">{t("copyId")}</span>
    </button>
  );
}
