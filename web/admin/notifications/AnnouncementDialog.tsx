import { createSignal, For, Show } from "solid-js";
import {
  type Announcement,
  AnnouncementType,
  createAnnouncement,
  updateAnnouncement,
} from "#contract/announcement";
import { Role } from "#contract/common";
import { AnnouncementStrip } from "../../announcements/AnnouncementStrip.tsx";
import { AnnouncementBody } from "../../announcements/AnnouncementBody.tsx";
import { call } from "../../client/call.ts";
import { t } from "../../i18n/admin-announcements.ts";
import { t as common } from "../../i18n/common.ts";
import { count, timeZone } from "../../i18n/format.ts";
import { Checkbox } from "../../ui/Checkbox.tsx";
import { createAction } from "../../ui/create-action.ts";
import { Dialog } from "../../ui/Dialog.tsx";
import { DialogForm } from "../../ui/DialogForm.tsx";
import { Select } from "../../ui/Select.tsx";
import { TextField } from "../../ui/TextField.tsx";
import { toast } from "../../ui/toast.ts";
import {
  type AnnouncementDraft,
  draftOf,
  endsEarly,
  isReady,
  toInput,
} from "./announcement-draft.ts";
import { endFault } from "../parts/lasting.ts";
import { RichTextField } from "./RichTextField.tsx";

const priorities = ["1", "2", "3", "4", "5", "6", "7", "8", "9"] as const;

/** Makes an announcement, or changes one; beside the form stands what people will see. */
export function AnnouncementDialog(props: {
  from: Announcement | null;
  onClose: () => void;
  onDone: () => Promise<void>;
}) {
  const from = props.from;
  const [draft, setDraft] = createSignal(draftOf(from));
  const set = (patch: Partial<AnnouncementDraft>) => setDraft({ ...draft(), ...patch });
  /** What is shown ends with the day of who is an administrator for one (U-140). */
  const fault = () => (draft().isActive ? endFault(toInput(draft(), from).end_at) : undefined);
  const save = createAction(async () => {
    const json = toInput(draft(), from);
    await (from === null
      ? call(createAnnouncement, { json })
      : call(updateAnnouncement, {
          param: { id: from.id },
          json: { ...json, show_again: draft().showAgain },
          readAt: from.updated_at,
        }));
    toast({ tone: "good", text: t("saved", { title: json.title }) });
    await props.onDone();
    props.onClose();
  });
  return (
    <Dialog
      open
      wide
      onClose={props.onClose}
      title={from === null ? t("createTitle") : t("editTitle")}
    >
      <DialogForm
        save={save}
        ready={isReady(draft()) && fault() === undefined}
        submit={from === null ? t("create") : common("save")}
        onClose={props.onClose}
      >
        <div class="grid gap-6 lg:grid-cols-2">
          <div class="flex min-w-0 flex-col gap-3">
            <TextField
              label={t("title")}
              value={draft().title}
              onInput={(title) => set({ title })}
              maxlength={200}
              required
              autofocus
            />
            <div class="grid grid-cols-2 gap-3">
              <Select
                label={t("type")}
                value={draft().type}
                options={AnnouncementType.options.map((value) => ({ value, label: t(value) }))}
                onChange={(type) => set({ type })}
              />
              <Select
                label={t("priority")}
                value={String(draft().priority) as (typeof priorities)[number]}
                options={priorities.map((value) => ({
                  value,
                  label: value === "1" ? t("highest") : value === "9" ? t("lowest") : value,
                }))}
                onChange={(priority) => set({ priority: Number(priority) })}
              />
            </div>
            <RichTextField value={draft().content} onInput={(content) => set({ content })} />
            <div class="grid gap-3 sm:grid-cols-2">
              <TextField
                type="datetime-local"
                label={t("start")}
                value={draft().start}
                onInput={(start) => set({ start })}
                required
              />
              <TextField
                type="datetime-local"
                label={t("end")}
                value={draft().end}
                onInput={(end) => set({ end })}
                error={endsEarly(draft()) ? t("endEarly") : fault()}
              />
            </div>
            <p class="text-sm text-quiet">{t("zone", { zone: timeZone() })}</p>
            <Audience draft={draft()} onChange={(roles) => set({ roles })} />
            <Checkbox
              label={t("active")}
              hint={t("activeHint")}
              checked={draft().isActive}
              onChange={(isActive) => set({ isActive })}
            />
            <Show when={from !== null && from.dismissed > 0}>
              <Checkbox
                label={t("showAgain")}
                hint={t("showAgainHint", { count: count(from?.dismissed ?? 0) })}
                checked={draft().showAgain}
                onChange={(showAgain) => set({ showAgain })}
              />
            </Show>
          </div>
          <Preview draft={draft()} />
        </div>
      </DialogForm>
    </Dialog>
  );
}

function Audience(props: { draft: AnnouncementDraft; onChange: (roles: Role[]) => void }) {
  const roles = () => props.draft.roles;
  return (
    <fieldset class="flex flex-col gap-1">
      <legend class="text-sm font-medium">{t("roles")}</legend>
      <div class="flex flex-wrap gap-x-5 gap-y-1">
        <For each={Role.options}>
          {(role) => (
            <Checkbox
              label={t(role)}
              checked={roles().includes(role)}
              onChange={(on) =>
                props.onChange(
                  Role.options.filter((one) => (one === role ? on : roles().includes(one))),
                )
              }
            />
          )}
        </For>
      </div>
      <p class="text-sm text-quiet">
        {props.draft.type === "MAINTENANCE" && roles().length === 0
          ? t("strangers")
          : t("rolesHint")}
      </p>
    </fieldset>
  );
}

function Preview(props: { draft: AnnouncementDraft }) {
  return (
    <section aria-label={t("preview")} class="flex min-w-0 flex-col gap-2">
      <h3 class="text-sm font-medium">{t("preview")}</h3>
      <Show
        when={props.draft.title.trim() !== "" && props.draft.content.trim() !== ""}
        fallback={
          <p class="rounded-md border border-dashed border-line p-4 text-sm text-quiet">
            {t("previewEmpty")}
          </p>
        }
      >
        <div class="overflow-hidden rounded-md border border-line">
          <AnnouncementStrip
            type={props.draft.type}
            title={props.draft.title}
            content={props.draft.content}
          />
          <div
            class="max-h-[50vh] overflow-y-auto p-4"
            tabIndex={0}
            role="region"
            aria-label={t("content")}
          >
            <AnnouncementBody content={props.draft.content} />
          </div>
        </div>
      </Show>
    </section>
  );
}
