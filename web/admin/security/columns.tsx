import type { AnyLogin } from "#contract/admin-security";
import { Show } from "solid-js";
import { t } from "../../i18n/admin-security.ts";
import { Button } from "../../ui/Button.tsx";
import type { Column } from "../parts/column.ts";
import { isLastingOnes, lastingOnly } from "../parts/lasting.ts";
import { Person } from "../parts/Person.tsx";
import { RelativeTime } from "../parts/values.tsx";
import { deviceText, LoginState, nameOf, placeText } from "./login-words.tsx";

const Quiet = () => <span class="text-quiet">–</span>;

/** */
export const loginColumns = (onTerminate: (login: AnyLogin) => void): Column<AnyLogin>[] => [
  {
    key: "user",
    label: t("user"),
    cell: (login) => <Person name={nameOf(login.user)} note={login.user.email} />,
  },
  {
    key: "ip",
    label: t("ip"),
    cell: (login) =>
      login.ip_address === null ? (
        <Quiet />
      ) : (
        <span class="font-mono text-xs">{login.ip_address}</span>
      ),
  },
  {
    key: "device",
    label: t("device"),
    cell: (login) => <span title={login.user_agent ?? ""}>{deviceText(login.device_info)}</span>,
  },
  { key: "place", label: t("place"), cell: (login) => placeText(login.place) ?? <Quiet /> },
  { key: "login_at", label: t("loginAt"), cell: (login) => <RelativeTime at={login.login_at} /> },
  {
    key: "last_activity",
    label: t("lastActivity"),
    cell: (login) => <RelativeTime at={login.last_activity_at} />,
  },
  { key: "status", label: t("status"), cell: (login) => <LoginState login={login} /> },
  {
    key: "terminate",
    label: t("action"),
    cell: (login) => (
      <Show when={login.is_active && !login.current}>
        <Button
          size="small"
          aria-label={t("terminateOf", { name: login.user.name })}
          onClick={() => onTerminate(login)}
          {...(isLastingOnes(login.user) ? lastingOnly() : {})}
        >
          {t("terminate")}
        </Button>
      </Show>
    ),
  },
  {
    key: "method",
    label: t("method"),
    optional: true,
    cell: (login) => <span class="font-mono text-xs">{login.method}</span>,
  },
  {
    key: "expires",
    label: t("expires"),
    optional: true,
    cell: (login) => <RelativeTime at={login.expires_at} />,
  },
];
