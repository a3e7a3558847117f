import { createSignal, For, Show } from "solid-js";
import { conductWords } from "#contract/conduct";
import { dismissViolation, type UserDetail } from "#contract/admin-user";
import { call } from "../../client/call.ts";
import { language } from "../../i18n/language.ts";
import { t } from "../../i18n/admin-people.ts";
import { Badge } from "../../ui/Badge.tsx";
import { Button } from "../../ui/Button.tsx";
import { ConfirmAction } from "../parts/ConfirmAction.tsx";
import { RelativeTime } from "../parts/values.tsx";
import { Block } from "./Block.tsx";

type Violation = UserDetail["violations"][number];

/** What was detected of a person, and which step of the ladder it led to (U-106). */
export function ViolationsTab(props: {
  person: UserDetail;
  isSelf: boolean;
  onChanged: () => Promise<void>;
}) {
  const [asked, setAsked] = createSignal<Violation | null>(null);
  const dismiss = async (violation: Violation, reason: string) => {
    const param = { id: props.person.id, violation: violation.id };
    await call(dismissViolation, { param, json: { reason } });
    await props.onChanged();
  };
  return (
    <>
      <Block title={t("tab_violations")} empty={t("noViolations")} items={props.person.violations}>
        {(violation) => (
          <div class="flex flex-wrap items-start gap-2" data-violation={violation.id}>
            <div class="min-w-0 flex-1">
              <p class="flex flex-wrap items-center gap-2">
                <span class="font-medium">{conductWords(violation.kind, language())}</span>
                <Badge tone={violation.dismissed_at === null ? "warn" : "quiet"}>
                  {violation.dismissed_at === null
                    ? t("step", { step: violation.step })
                    : t("dismissed")}
                </Badge>
                <span class="text-sm text-quiet">
                  <RelativeTime at={violation.created_at} />
                </span>
              </p>
              <p class="text-sm wrap-anywhere">{violation.detail}</p>
            </div>
            <Show when={violation.dismissed_at === null && !props.isSelf}>
              <Button size="small" onClick={() => setAsked(violation)}>
                {t("dismiss")}
              </Button>
            </Show>
          </div>
        )}
      </Block>
      <For each={asked() === null ? [] : [asked() as Violation]}>
        {(violation) => (
          <ConfirmAction
            onClose={() => setAsked(null)}
            title={t("dismissTitle")}
            text={t("dismissText", { user: props.person.name })}
            undo={t("dismissUndo")}
            action={t("dismiss")}
            reason="required"
            onConfirm={(reason) => dismiss(violation, reason ?? "")}
          />
        )}
      </For>
    </>
  );
}
