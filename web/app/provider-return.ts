import { useSearchParams } from "@solidjs/router";
import { onMount } from "solid-js";
import { t } from "../i18n/account.ts";
import { toast } from "../ui/toast.ts";

/** Back from a provider that was to confirm who is here: how it went is said, and leaves the address. */
export function tellProviderReturn(): void {
  const [search, setSearch] = useSearchParams<{ proved?: string; not_proved?: string }>();
  onMount(() => {
    const { proved, not_proved: code } = search;
    if (proved === undefined && code === undefined) return;
    if (code === undefined) toast({ tone: "good", text: t("proved") });
    else toast({ tone: "bad", text: t("notProved", { code }) });
    setSearch({ proved: undefined, not_proved: undefined }, { replace: true });
  });
}
