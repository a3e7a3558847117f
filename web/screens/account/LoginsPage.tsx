import Laptop from "lucide-solid/icons/laptop";
import Smartphone from "lucide-solid/icons/smartphone";
import { createResource, createSignal, For, Show } from "solid-js";
import { endLogin, endOtherLogins, listLogins, type Login } from "#contract/account";
import { call } from "../../client/call.ts";
import { dateTime, dayAndTime, relative } from "../../i18n/format.ts";
import { deviceName, t } from "../../i18n/logins.ts";
import { Badge } from "../../ui/Badge.tsx";
import { Button } from "../../ui/Button.tsx";
import { ConfirmDialog } from "../../ui/ConfirmDialog.tsx";
import { Loaded } from "../../ui/Loaded.tsx";
import { Section } from "../../ui/Section.tsx";
import { toast } from "../../ui/toast.ts";

const nameOf = ({ device }: Login) => deviceName(device);
const isPhone = (login: Login) => /android|ios|iphone|ipad/i.test(login.device.os);

export function LoginsPage() {
  const [logins, { refetch }] = createResource(() => call(listLogins));
  const [ending, setEnding] = createSignal<Login | "others" | null>(null);
  const others = () =>
    logins.state === "ready" ? logins().items.filter((one) => !one.current).length : 0;
  const one = () => {
    const asked = ending();
    return asked === "others" ? null : asked;
  };

  const end = async () => {
    const asked = one();
    if (asked === null) return;
    await call(endLogin, { param: { id: asked.id } });
    toast({ tone: "good", text: t("signedOut") });
    await refetch();
  };
  const endOthers = async () => {
    const { ended } = await call(endOtherLogins);
    toast({ tone: "good", text: t("othersDone", { count: ended }) });
    await refetch();
  };

  return (
    <Loaded resource={logins} onRetry={() => void refetch()} lines={5}>
      {(list) => (
        <Section
          title={t("list")}
          text={others() === 0 ? t("onlyHere") : t("unknown")}
          action={
            <Show when={others() > 0}>
              <Button onClick={() => setEnding("others")}>{t("others")}</Button>
            </Show>
          }
        >
          <ul class="divide-y divide-line rounded-md border border-line">
            <For each={list().items}>
              {(login) => <Row login={login} onEnd={() => setEnding(login)} />}
            </For>
          </ul>
          <ConfirmDialog
            open={one() !== null}
            onClose={() => setEnding(null)}
            title={t("signOutTitle", { device: one() === null ? "" : nameOf(one() as Login) })}
            description={t("signOutText")}
            action={t("signOut")}
            danger
            onConfirm={end}
          />
          <ConfirmDialog
            open={ending() === "others"}
            onClose={() => setEnding(null)}
            title={t("othersTitle")}
            description={t("othersText", { count: others() })}
            action={t("others")}
            danger
            onConfirm={endOthers}
          />
        </Section>
      )}
    </Loaded>
  );
}

function Row(props: { login: Login; onEnd: () => void }) {
  return (
    <li class="flex flex-wrap items-center gap-x-3 gap-y-2 px-3 py-2.5" data-login={props.login.id}>
      <Show
        when={isPhone(props.login)}
        fallback={<Laptop size={18} class="shrink-0 text-quiet" aria-hidden="true" />}
      >
        <Smartphone size={18} class="shrink-0 text-quiet" aria-hidden="true" />
      </Show>
      <div class="min-w-0 flex-1 basis-40">
        <p class="flex flex-wrap items-center gap-2 font-medium">
          {nameOf(props.login)}
          <Show when={props.login.current}>
            <Badge tone="good">{t("here")}</Badge>
          </Show>
          <Show when={props.login.acted_by}>
            {(name) => <Badge tone="bad">{t("actedBy", { name: name() })}</Badge>}
          </Show>
        </p>
        <p class="flex flex-wrap gap-x-3 text-sm text-quiet wrap-anywhere">
          <time
            datetime={props.login.last_activity_at}
            title={dateTime(props.login.last_activity_at)}
          >
            {t("lastActive", { when: relative(props.login.last_activity_at) })}
          </time>
          <time datetime={props.login.login_at}>
            {t("signedIn", { when: dayAndTime(props.login.login_at) })}
          </time>
          <Show when={props.login.ip_address}>
            {(ip) => <span>{t("address", { ip: ip() })}</span>}
          </Show>
        </p>
      </div>
      <Show when={!props.login.current}>
        <Button
          size="small"
          aria-label={`${nameOf(props.login)}: ${t("signOut")}`}
          onClick={() => props.onEnd()}
        >
          {t("signOut")}
        </Button>
      </Show>
    </li>
  );
}
