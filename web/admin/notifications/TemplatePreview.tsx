import { Show } from "solid-js";
import { t } from "../../i18n/admin-templates.ts";
import type { TemplatePreviewed } from "./create-preview.ts";

/** The mail as it would arrive: its text, and the same as HTML in a frame that may do nothing. */
export function TemplatePreview(props: { preview: TemplatePreviewed | undefined }) {
  return (
    <section aria-label={t("preview")} class="flex flex-col gap-2">
      <h3 class="text-sm font-medium">{t("preview")}</h3>
      <div class="rounded-md border border-line bg-surface" data-preview>
        <Show
          when={props.preview?.body != null && props.preview}
          fallback={<p class="p-4 text-sm text-quiet">{t("previewWrong")}</p>}
        >
          {(mail) => (
            <>
              <p class="border-b border-line px-4 py-2 font-medium wrap-anywhere">
                {mail().subject}
              </p>
              <p
                class="max-h-[40vh] overflow-y-auto px-4 py-3 text-sm whitespace-pre-wrap wrap-anywhere"
                tabIndex={0}
                role="region"
                aria-label={t("body")}
              >
                {mail().body}
              </p>
              <iframe
                sandbox=""
                srcdoc={mail().html ?? ""}
                title={t("previewHtml")}
                class="h-80 w-full border-t border-line bg-raised"
                style={{ "color-scheme": "inherit" }}
              />
            </>
          )}
        </Show>
      </div>
    </section>
  );
}
