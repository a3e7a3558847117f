import { useNavigate } from "@solidjs/router";
import { createResource, createSignal, For, Match, Show, Switch } from "solid-js";
import { acceptInvitationElsewhere } from "#contract/oauth";
import { acceptInvitation, getInvitation } from "#contract/password";
import { NewPasswordField } from "../../account/NewPasswordField.tsx";
import { authStatus, setMe } from "../../app/session.ts";
import { call } from "../../client/call.ts";
import { type ApiError, isApiError, toApiError } from "../../client/error.ts";
import { t as account } from "../../i18n/account.ts";
import { language } from "../../i18n/language.ts";
import { t } from "../../i18n/links.ts";
import { Button } from "../../ui/Button.tsx";
import { createAction } from "../../ui/create-action.ts";
import { ErrorState } from "../../ui/ErrorState.tsx";
import { Skeleton } from "../../ui/Skeleton.tsx";
import { TextField } from "../../ui/TextField.tsx";
import { DoorPage } from "../sign-in/DoorPage.tsx";
import { createToken } from "./token.ts";
import { WayOn } from "./WayOn.tsx";

/** Who was invited chooses a name and a password, and is in (U-033). */
export function InvitationScreen() {
  const { token } = createToken();
  const [invitation, { refetch }] = createResource(token, (given) =>
    call(getInvitation, { json: { token: given } }),
  );
  const text = () =>
    invitation.state === "ready"
      ? t("inviteText", { by: invitation()?.invited_by ?? "" })
      : undefined;
  const gone = () => invitation.state === "errored" && isApiError(invitation.error, "AUTH_012");
  return (
    <DoorPage title={gone() ? t("inviteGoneTitle") : t("inviteTitle")} text={text()}>
      <Switch fallback={<Skeleton lines={3} />}>
        <Match when={token() === null}>
          <div class="flex flex-col gap-4">
            <p role="alert">{t("noToken")}</p>
            <WayOn />
          </div>
        </Match>
        <Match when={gone()}>
          <div class="flex flex-col gap-4">
            <ErrorState error={toApiError(invitation.error)} small />
            <p>{t("inviteGone")}</p>
            <WayOn />
          </div>
        </Match>
        <Match when={invitation.state === "errored"}>
          <ErrorState error={toApiError(invitation.error)} small onRetry={() => void refetch()} />
        </Match>
        <Match when={invitation.state === "ready" && invitation()}>
          {(invited) => (
            <>
              <JoinForm token={token() ?? ""} invited={invited()} />
              <JoinElsewhere token={token() ?? ""} />
            </>
          )}
        </Match>
      </Switch>
    </DoorPage>
  );
}

/** A provider that vouches for the invited address, instead of a password. */
function JoinElsewhere(props: { token: string }) {
  const join = createAction(async (provider: string) => {
    const json = { token: props.token };
    const { url } = await call(acceptInvitationElsewhere, { param: { provider }, json });
    window.location.assign(url);
  });
  return (
    <div class="mt-4 flex flex-col gap-3 empty:hidden">
      <For each={authStatus()?.providers ?? []}>
        {(one) => (
          <Button
            class="h-auto! min-h-9 py-1.5 whitespace-normal!"
            busy={join.busy()}
            onClick={() => void join.run(one.id)}
          >
            {t("joinWith", { name: one.name })}
          </Button>
        )}
      </For>
      <Show when={join.error()}>{(shown) => <ErrorState error={shown()} small />}</Show>
    </div>
  );
}

function JoinForm(props: {
  token: string;
  invited: {
    readonly email: string;
    readonly name: string;
    readonly role: "user" | "admin" | "guest";
  };
}) {
  const navigate = useNavigate();
  const [name, setName] = createSignal(props.invited.name);
  const [password, setPassword] = createSignal("");
  const [busy, setBusy] = createSignal(false);
  const [error, setError] = createSignal<ApiError | null>(null);
  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    setBusy(true);
    setError(null);
    try {
      const json = {
        token: props.token,
        name: name().trim(),
        password: password(),
        language: language(),
      };
      const { me } = await call(acceptInvitation, { json });
      setMe(me);
      navigate(me === null ? "/sign-in" : "/", { replace: true });
    } catch (cause) {
      setError(toApiError(cause));
    } finally {
      setBusy(false);
    }
  };
  return (
    <form class="flex flex-col gap-4" onSubmit={(event) => void submit(event)}>
      <TextField
        label={t("address")}
        type="email"
        autocomplete="username"
        readonly
        hint={`${t("role")}: ${account(`role_${props.invited.role}`)}`}
        value={props.invited.email}
        onInput={() => {}}
      />
      <TextField
        label={account("yourName")}
        autocomplete="name"
        required
        autofocus
        maxlength={100}
        value={name()}
        onInput={setName}
      />
      <NewPasswordField
        label={account("password")}
        value={password()}
        onInput={setPassword}
        about={[name(), props.invited.email]}
      />
      <Show when={error()}>{(shown) => <ErrorState error={shown()} small />}</Show>
      <Button type="submit" kind="primary" class="h-9" busy={busy()}>
        {t("join")}
      </Button>
    </form>
  );
}
