import { createSignal, For, Show } from "solid-js";
import { dismissViolation, reopenViolation } from "#contract/admin-security";
import type { UserDetail } from "#contract/admin-user";
import { conductDetail, conductWords } from "#contract/conduct";
import { call } from "../../client/call.ts";
import { language } from "../../i18n/language.ts";
import { t } from "../../i18n/admin-people.ts";
import { Badge } from "../../ui/Badge.tsx";
import { Button } from "../../ui/Button.tsx";
import { ConfirmAction } from "../parts/ConfirmAction.tsx";
import { lastingOnly } from "../parts/lasting.ts";
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
  /** What is counted now counts no more, and the other way round. */
  const judge = async ({ id, dismissed_at }: Violation, reason: string) => {
    const spec = dismissed_at === null ? dismissViolation : reopenViolation;
    await call(spec, { param: { id: props.person.id, violation: id }, json: { reason } });
    await props.onChanged();
  };
  /** What a stop closed is opened by lasting administrators (U-107). */
  const mayJudge = ({ kind, dismissed_at }: Violation) =>
    props.person.base_role === "admin" || (kind === "threat" && dismissed_at === null)
      ? lastingOnly()
      : {};
  const nameOf = ({ dismissed_at }: Violation) => (dismissed_at === null ? "dismiss" : "reopen");
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
              <p class="text-sm wrap-anywhere">{conductDetail(violation.detail, language())}</p>
            </div>
            <Show when={!props.isSelf}>
              <Button size="small" onClick={() => setAsked(violation)} {...mayJudge(violation)}>
                {t(nameOf(violation))}
              </Button>
            </Show>
          </div>
        )}
      </Block>
      <For each={asked() === null ? [] : [asked() as Violation]}>
        {(violation) => (
          <ConfirmAction
            onClose={() => setAsked(null)}
            title={t(`${nameOf(violation)}Title`)}
            text={t(`${nameOf(violation)}Text`, { user: props.person.name })}
            undo={t(`${nameOf(violation)}Undo`)}
            action={t(nameOf(violation))}
            reason="required"
            onConfirm={(reason) => judge(violation, reason ?? "")}
          />
        )}
      </For>
    </>
  );
}
