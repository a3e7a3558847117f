import { onCleanup } from "solid-js";
import { endActing } from "#contract/impersonation";
import type { Me } from "#contract/auth";
import { call } from "../client/call.ts";
import { clock } from "../i18n/format.ts";
import { ownLanguage } from "../i18n/language.ts";
import { t as words } from "../i18n/acting.ts";
import type { Params } from "../i18n/words.ts";
import { Button } from "../ui/Button.tsx";
import { createAction } from "../ui/create-action.ts";

/**
 * Above every page while an administrator acts as somebody (T-24): as whom, until when, and the way
 * out, in the administrator's language.
 */
export function ActingBanner(props: { person: Me; until: string }) {
  const own = ownLanguage();
  const t = (key: "label" | "acting" | "until" | "end", params?: Params) => words(key, params, own);
  const end = createAction(async () => {
    await call(endActing);
    // Nothing of what was loaded as the other one stays.
    location.assign(`/admin/users/${props.person.id}`);
  });
  // At its hour the page is left: what is pressed on it after that would be the administrator's own.
  const left = Date.parse(props.until) - Date.now();
  const leave = left > 0 ? setTimeout(() => void end.run(), left) : undefined;
  onCleanup(() => clearTimeout(leave));
  return (
    <section
      aria-label={t("label")}
      data-acting
      lang={own}
      class="flex flex-wrap items-center justify-center gap-x-3 gap-y-1 border-b border-bad bg-bad px-4 py-1.5 text-sm text-on-bad"
    >
      <p role="status">
        <strong>{t("acting", { name: props.person.name })}</strong>{" "}
        {t("until", { time: clock(props.until, own) })}
      </p>
      <Button size="small" busy={end.busy()} onClick={() => void end.run()}>
        {t("end")}
      </Button>
    </section>
  );
}
