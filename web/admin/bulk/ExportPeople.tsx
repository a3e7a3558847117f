import Download from "lucide-solid/icons/download";
import { createSignal, For, Show } from "solid-js";
import { exportUsers } from "#contract/admin-bulk";
import { UserStatus } from "#contract/admin-user";
import { Role } from "#contract/common";
import { t } from "../../i18n/admin-bulk.ts";
import { Button } from "../../ui/Button.tsx";
import { Checkbox } from "../../ui/Checkbox.tsx";
import { createAction } from "../../ui/create-action.ts";
import { ErrorState } from "../../ui/ErrorState.tsx";
import { Select } from "../../ui/Select.tsx";
import { download } from "./send-file.ts";

/** Several of some. */
function Choices<V extends string>(props: {
  label: string;
  hint: string;
  options: readonly V[];
  nameOf: (value: V) => string;
  chosen: readonly V[];
  onChange: (chosen: readonly V[]) => void;
}) {
  return (
    <fieldset class="flex flex-col gap-1.5">
      <legend class="mb-1 text-sm font-medium">
        {props.label} <span class="font-normal text-quiet">{props.hint}</span>
      </legend>
      <div class="flex flex-wrap gap-x-5 gap-y-1.5">
        <For each={props.options}>
          {(value) => (
            <Checkbox
              label={props.nameOf(value)}
              checked={props.chosen.includes(value)}
              onChange={(on) => {
                const others = props.chosen.filter((one) => one !== value);
                props.onChange(on ? [...others, value] : others);
              }}
            />
          )}
        </For>
      </div>
    </fieldset>
  );
}

/** SA-028. */
export function ExportPeople() {
  const [status, setStatus] = createSignal<readonly UserStatus[]>([]);
  const [role, setRole] = createSignal<readonly Role[]>([]);
  const [format, setFormat] = createSignal<"csv" | "xlsx">("csv");
  const run = createAction(() => {
    const list = (name: string, chosen: readonly string[]) =>
      chosen.length === 0 ? {} : { [name]: chosen.join(",") };
    const query = { ...list("status", status()), ...list("role", role()), format: format() };
    return download(exportUsers, { query });
  });
  return (
    <div class="flex flex-col items-start gap-4">
      <Choices
        label={t("status")}
        hint={t("statusHint")}
        options={UserStatus.options}
        nameOf={(value) => t(`status_${value}`)}
        chosen={status()}
        onChange={setStatus}
      />
      <Choices
        label={t("role")}
        hint={t("roleHint")}
        options={Role.options}
        nameOf={(value) => t(`role_${value}`)}
        chosen={role()}
        onChange={setRole}
      />
      <Select
        class="w-64"
        label={t("format")}
        value={format()}
        options={[
          { value: "csv", label: t("csv") },
          { value: "xlsx", label: t("xlsx") },
        ]}
        onChange={setFormat}
      />
      <div class="flex flex-wrap items-center gap-3">
        <Button kind="primary" busy={run.busy()} onClick={() => void run.run()}>
          <Download size={15} aria-hidden="true" />
          {t("runExport")}
        </Button>
        <span class="text-sm text-quiet">{t("exportNote")}</span>
      </div>
      <Show when={run.error()}>{(error) => <ErrorState error={error()} small />}</Show>
    </div>
  );
}
