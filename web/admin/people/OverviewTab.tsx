import { createSignal, For, Show } from "solid-js";
import { updateUser, type UserDetail } from "#contract/admin-user";
import { call } from "../../client/call.ts";
import { t } from "../../i18n/admin-people.ts";
import { bytes, count, dateTime, dayAndTime, money } from "../../i18n/format.ts";
import { Button } from "../../ui/Button.tsx";
import { Checkbox } from "../../ui/Checkbox.tsx";
import { createAction } from "../../ui/create-action.ts";
import { ErrorState } from "../../ui/ErrorState.tsx";
import { toast } from "../../ui/toast.ts";
import { Facts } from "../parts/Facts.tsx";
import { CopyId, RelativeTime } from "../parts/values.tsx";
import { EditPersonDialog } from "./EditPersonDialog.tsx";
import { RoleBadge } from "./RoleBadge.tsx";
import { StatusBadge } from "./StatusBadge.tsx";

const languages = { ja: "日本語", en: "English" };

export function OverviewTab(props: { person: UserDetail; onChanged: () => Promise<void> }) {
  const [editing, setEditing] = createSignal(false);
  const hold = createAction(async (on: boolean) => {
    await call(updateUser, {
      param: { id: props.person.id },
      json: { hold: on, shown: { hold: !on } },
    });
    toast({ tone: "good", text: t("saved") });
    await props.onChanged();
  });
  const signsInBy = () =>
    [
      ...(props.person.has_password
        ? [
            props.person.must_change_password
              ? `${t("password")} (${t("mustChange")})`
              : t("password"),
          ]
        : []),
      ...props.person.identities,
    ].join(" · ");
  const factors = () => props.person.second_factors.map((one) => t(`factor_${one}`)).join(" · ");
  const isClosed = () => props.person.status === "deleted";
  return (
    <div class="flex flex-col gap-5">
      <section aria-label={t("costs")} class="grid grid-cols-3 gap-2">
        <For each={["month", "year", "lifetime"] as const}>
          {(span) => (
            <div class="rounded-lg border border-line bg-raised px-3 py-2 text-right">
              <p class="text-xs text-quiet">{t(span)}</p>
              <p class="text-lg font-semibold tabular-nums">
                {money(props.person.spend[`${span}_micro_usd`])}
              </p>
            </div>
          )}
        </For>
      </section>
      <Facts
        items={[
          { name: t("status"), value: <StatusBadge person={props.person} whole /> },
          ...(props.person.status_reason === null
            ? []
            : [{ name: t("reason"), value: props.person.status_reason }]),
          ...(props.person.gone_at === null
            ? []
            : [{ name: t("goneAt"), value: dayAndTime(props.person.gone_at) }]),
          { name: t("role"), value: <RoleBadge person={props.person} /> },
          {
            name: t("email"),
            value: (
              <>
                {props.person.email}{" "}
                <span class="text-quiet">
                  ({props.person.email_verified ? t("emailVerified") : t("emailUnverified")})
                </span>
              </>
            ),
          },
          { name: t("signInBy"), value: signsInBy() || t("noWay") },
          { name: t("factor"), value: factors() || t("factor_false") },
          {
            name: t("language"),
            value:
              props.person.language === null
                ? t("language_none")
                : languages[props.person.language],
          },
          { name: t("timeZone"), value: props.person.time_zone },
          {
            name: t("projects"),
            value: <span class="tabular-nums">{count(props.person.project_count)}</span>,
          },
          {
            name: t("sessions"),
            value: <span class="tabular-nums">{count(props.person.session_count)}</span>,
          },
          {
            name: t("storage"),
            value: <span class="tabular-nums">{bytes(props.person.storage_bytes)}</span>,
          },
          { name: t("lastActive"), value: <RelativeTime at={props.person.last_active_at} /> },
          { name: t("created"), value: dateTime(props.person.created_at) },
          { name: t("id"), value: <CopyId id={props.person.id} /> },
        ]}
      />
      <Show when={props.person.role !== "guest"}>
        <div class="flex flex-col gap-3 border-t border-line pt-4">
          <Checkbox
            label={t("hold")}
            hint={t("holdText")}
            checked={props.person.hold}
            disabled={hold.busy()}
            onChange={(on) => void hold.run(on)}
          />
          <Show when={hold.error()}>{(error) => <ErrorState error={error()} small />}</Show>
          <Show when={!isClosed()}>
            <div>
              <Button size="small" onClick={() => setEditing(true)}>
                {t("edit")}
              </Button>
            </div>
          </Show>
        </div>
      </Show>
      <Show when={editing()}>
        <EditPersonDialog
          person={props.person}
          onClose={() => setEditing(false)}
          onChanged={props.onChanged}
        />
      </Show>
    </div>
  );
}
