import { createSignal, For } from "solid-js";
import { t } from "../i18n/second-factor.ts";
import { t as common } from "../i18n/common.ts";
import { Button } from "../ui/Button.tsx";
import { Checkbox } from "../ui/Checkbox.tsx";
import { askBeforeLeaving, takeFocus } from "../ui/leave-guard.ts";
import { saveBlob } from "../ui/save-blob.ts";
import { toast } from "../ui/toast.ts";

/** Recovery codes, the one time they are shown: whatever would take them away asks first. */
export function RecoveryCodes(props: { codes: readonly string[]; onKept: () => void }) {
  const [kept, setKept] = createSignal(false);
  const unkept = { text: t("unkept"), leave: t("leaveUnkept"), stay: t("backToCodes") };
  askBeforeLeaving(() => (kept() ? null : unkept));
  const text = () => props.codes.join("\n");
  const copy = async () => {
    await navigator.clipboard.writeText(text());
    toast({ tone: "good", text: common("copied") });
  };
  const save = () =>
    saveBlob(
      "engawa-recovery-codes.txt",
      new Blob([`${t("fileTitle")}\n\n${text()}\n`], { type: "text/plain" }),
    );
  return (
    <section aria-label={t("codes")} class="print-only-this flex flex-col gap-4">
      <div>
        <h3 ref={takeFocus} tabIndex={-1} class="font-semibold">
          {t("codesTitle")}
        </h3>
        <p class="text-sm text-quiet">{t("codesText")}</p>
      </div>
      <ol class="grid grid-cols-[repeat(auto-fill,minmax(9.5rem,1fr))] gap-x-6 gap-y-1.5 rounded-md bg-sunken p-4 font-mono text-sm whitespace-nowrap">
        <For each={props.codes}>{(code) => <li data-recovery-code>{code}</li>}</For>
      </ol>
      <div class="flex flex-wrap gap-2 print:hidden">
        <Button size="small" onClick={() => void copy()}>
          {t("copyAll")}
        </Button>
        <Button size="small" onClick={save}>
          {t("download")}
        </Button>
        <Button size="small" onClick={() => window.print()}>
          {t("print")}
        </Button>
      </div>
      <div class="flex flex-wrap items-center justify-between gap-3 print:hidden">
        <Checkbox label={t("kept")} checked={kept()} onChange={setKept} />
        <Button kind="primary" disabled={!kept()} onClick={() => props.onKept()}>
          {t("finish")}
        </Button>
      </div>
    </section>
  );
}
