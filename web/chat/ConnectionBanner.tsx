import { createEffect, createSignal, Match, onCleanup, Show, Switch } from "solid-js";
import { t } from "../i18n/chat.ts";
import { Button } from "../ui/Button.tsx";
import { createOffline } from "./offline.ts";
import type { Connection } from "./socket.ts";

export interface ConnectionBannerProps {
  connection: Connection;
  onReconnect(): void;
  /** Opens the session here again after another screen took it. */
  onReopen(): void;
}

/** The state of the line, where there is something to say about it. */
export function ConnectionBanner(props: ConnectionBannerProps) {
  const [late, setLate] = createSignal(false);
  createEffect(() => {
    setLate(false);
    if (props.connection.kind !== "connecting") return;
    const timer = setTimeout(() => setLate(true), 1500);
    onCleanup(() => clearTimeout(timer));
  });
  const offline = createOffline();
  const waiting = () => (props.connection.kind === "waiting" ? props.connection : undefined);
  const ended = () => (props.connection.kind === "ended" ? props.connection : undefined);
  return (
    <div role="status">
      <Switch>
        <Match when={offline() && !ended()}>
          <p class="chat-banner bg-warn-soft text-warn">{t("offline")}</p>
        </Match>
        <Match when={late()}>
          <p class="chat-banner bg-sunken text-quiet">{t("connecting")}</p>
        </Match>
        <Match when={waiting()}>
          {(line) => (
            <p class="chat-banner bg-warn-soft text-warn">
              <span class="min-w-0 flex-1">
                {line().patient
                  ? t("cannotConnect")
                  : `${t("disconnected")} — ${t("reconnecting", { tries: line().tries })}`}
              </span>
              <Button size="small" onClick={() => props.onReconnect()}>
                {t("reconnectNow")}
              </Button>
            </p>
          )}
        </Match>
        <Match when={ended()}>
          {(line) => (
            <p class="chat-banner bg-bad-soft text-bad">
              <span class="min-w-0 flex-1">{t(`ended.${line().reason}`)}</span>
              <Show when={line().reason === "taken_over"}>
                <Button size="small" onClick={() => props.onReopen()}>
                  {t("useHere")}
                </Button>
              </Show>
            </p>
          )}
        </Match>
      </Switch>
    </div>
  );
}
