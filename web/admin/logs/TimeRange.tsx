import { t } from "../../i18n/admin-logs.ts";
import { fieldClass } from "../../ui/TextField.tsx";
import { toInstant, toLocalInput } from "../settings/zone-time.ts";

/** As the server reads it: a day is one of the site, and so is a time that names no zone. */
function local(at: string, timeOfDay: string): string {
  const whole = at.length === 10 ? `${at}T${timeOfDay}` : at;
  const zoned = /(Z|[+-]\d{2}:?\d{2})$/.test(whole.slice(10));
  const time = Date.parse(zoned ? whole : `${whole}+09:00`);
  return Number.isNaN(time) ? "" : toLocalInput(new Date(time).toISOString());
}

/** A field names a minute; as an end that minute is meant whole, to its last millisecond. */
const wholeMinute = (at: string): string => at.replace(/:00\.000Z$/, ":59.999Z");

/** From when to when, in the reader's zone; the address keeps instants. */
export function TimeRange(props: {
  from: string;
  to: string;
  onChange: (patch: { start_date?: string; end_date?: string }) => void;
}) {
  return (
    <div class="flex shrink-0 items-center gap-1.5 md:@max-6xl:col-span-3 md:@max-2xl:col-span-full">
      <Field
        label={t("from")}
        value={local(props.from, "00:00")}
        onChange={(start_date) => props.onChange({ start_date })}
      />
      <span aria-hidden="true" class="text-quiet">
        –
      </span>
      <Field
        label={t("to")}
        value={local(props.to, "23:59")}
        onChange={(end_date) => props.onChange({ end_date: wholeMinute(end_date) })}
      />
    </div>
  );
}

function Field(props: { label: string; value: string; onChange: (at: string) => void }) {
  return (
    <input
      type="datetime-local"
      aria-label={props.label}
      title={props.label}
      class={`${fieldClass} w-46 max-md:w-56 md:@max-6xl:w-full md:@max-6xl:min-w-0`}
      classList={{ "border-accent": props.value !== "" }}
      value={props.value}
      onChange={(event) => props.onChange(toInstant(event.currentTarget.value) ?? "")}
    />
  );
}
