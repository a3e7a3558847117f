import { useNavigate } from "@solidjs/router";
import Eye from "lucide-solid/icons/eye";
import { createEffect, createResource, Match, onCleanup, Show, Switch } from "solid-js";
import { closeContent, type ContentAccess, listContentAccess } from "#contract/admin-content";
import { call } from "../../client/call.ts";
import { t } from "../../i18n/admin-content.ts";
import { clock } from "../../i18n/format.ts";
import { Button } from "../../ui/Button.tsx";
import { createAction } from "../../ui/create-action.ts";
import { EmptyState } from "../../ui/EmptyState.tsx";
import { Skeleton } from "../../ui/Skeleton.tsx";
import { toast } from "../../ui/toast.ts";
import type { PageProps } from "../page.ts";
import { ContentFiles } from "./ContentFiles.tsx";
import { ContentTranscript } from "./ContentTranscript.tsx";

/** In ms: what ends at an instant has ended a moment later, on the server, too. */
const moment = 500;

/** What an administrator took leave to read (C-14); who looks at it never forgets that it is not theirs. */
export function ContentPage(props: PageProps) {
  const [leaves, { refetch }] = createResource(async () => (await call(listContentAccess)).items);
  const leave = () =>
    leaves.state === "ready" || leaves.state === "refreshing"
      ? leaves.latest.find((one) => one.id === props.id)
      : undefined;
  const check = () => void refetch();
  createEffect(() => {
    const now = leave();
    if (now === undefined) return;
    const timer = setTimeout(check, Date.parse(now.expires_at) - Date.now() + moment);
    onCleanup(() => clearTimeout(timer));
  });
  return (
    <Switch fallback={<Skeleton lines={6} />}>
      <Match when={leave()}>{(now) => <Reading leave={now()} onOver={check} />}</Match>
      <Match when={leaves.state === "ready" || leaves.state === "errored"}>
        <main id="main" class="p-4">
          <EmptyState title={t("over")} text="" icon={<Eye size={28} />} />
        </main>
      </Match>
    </Switch>
  );
}

function Reading(props: { leave: ContentAccess; onOver: () => void }) {
  const navigate = useNavigate();
  const back = () => (props.leave.resource_type === "PROJECT" ? "projects" : "sessions");
  const end = createAction(async () => {
    await call(closeContent, { param: { id: props.leave.id } });
    toast({ tone: "good", text: t("ended") });
    navigate(`/admin/${back()}`);
  });
  return (
    <main id="main" class="flex h-full min-h-0 flex-col">
      <div class="flex flex-wrap items-center gap-x-3 gap-y-1 border-b border-bad bg-bad-soft px-4 py-2 text-bad">
        <Eye size={16} class="shrink-0" aria-hidden="true" />
        <h1 class="font-medium">{t("reading", { owner: props.leave.owner.name })}</h1>
        <p class="min-w-0 flex-1 text-sm wrap-anywhere max-md:order-last max-md:basis-full">
          {t("until", { time: clock(props.leave.expires_at) })} · {t("reason")}:{" "}
          {props.leave.reason}
        </p>
        <Button size="small" busy={end.busy()} onClick={() => void end.run()}>
          {t("end")}
        </Button>
      </div>
      <Show
        when={props.leave.resource_type === "PROJECT"}
        fallback={<ContentTranscript leave={props.leave.id} onOver={props.onOver} />}
      >
        <ContentFiles leave={props.leave.id} onOver={props.onOver} />
      </Show>
    </main>
  );
}
