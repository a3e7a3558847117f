import Copy from "lucide-solid/icons/copy";
import { t } from "../i18n/common.ts";
import { IconButton } from "./IconButton.tsx";
import { toast } from "./toast.ts";

/** A value to take away: shown whole, copied with one press. */
export function CopyValue(props: { value: string; label: string }) {
  const copy = async () => {
    await navigator.clipboard.writeText(props.value);
    toast({ tone: "good", text: t("copied") });
  };
  return (
    <div class="flex items-center gap-1 rounded-md border border-line bg-sunken pl-3">
      <code class="min-w-0 flex-1 py-1.5 font-mono text-sm break-all">{props.value}</code>
      <IconButton label={props.label} onClick={() => void copy()}>
        <Copy size={15} aria-hidden="true" />
      </IconButton>
    </div>
  );
}
