import ChevronDown from "lucide-solid/icons/chevron-down";
import Monitor from "lucide-solid/icons/monitor";
import RefreshCw from "lucide-solid/icons/refresh-cw";
import { createSignal, onMount, Show } from "solid-js";
import type { PermissionMode } from "#contract/common";
import { listModels, type ModelInfo } from "#contract/model";
import { updateSession } from "#contract/session";
import { call } from "../client/call.ts";
import { toApiError } from "../client/error.ts";
import { me } from "../app/session.ts";
import { t } from "../i18n/chat.ts";
import { money } from "../i18n/format.ts";
import { Badge } from "../ui/Badge.tsx";
import { IconButton } from "../ui/IconButton.tsx";
import { Menu } from "../ui/Menu.tsx";
import { toast } from "../ui/toast.ts";
import type { Chat } from "./chat.ts";
import { ContextMeter } from "./ContextMeter.tsx";
import { TitleField } from "./TitleField.tsx";

const modes: readonly PermissionMode[] = ["default", "acceptEdits", "plan", "bypass"];
const menuButton =
  "inline-flex h-7 items-center pointer-coarse:h-11 gap-0.5 rounded-md px-1.5 text-sm text-quiet hover:bg-sunken hover:text-ink";

/** Title, model, mode, how full the context is, what it cost. */
export function ChatHeader(props: { chat: Chat }) {
  const settings = () => props.chat.state().settings;
  // A signal, not a resource: the conversation must not wait for the list of models.
  const [models, setModels] = createSignal<readonly ModelInfo[]>([]);
  const current = () => models().find((model) => model.id === settings().model);
  const load = async () => {
    try {
      setModels((await call(listModels)).items);
    } catch {
      setModels([]);
    }
  };
  onMount(() => void load());

  const change = async (json: { title?: string; model?: string; mode?: PermissionMode }) => {
    try {
      await call(updateSession, { param: { id: props.chat.sessionId }, json });
    } catch (error) {
      const failure = toApiError(error);
      toast({ tone: "bad", text: `${failure.message} — ${failure.remedy}` });
    }
  };
  const modelEntries = () =>
    models().length === 0
      ? [{ label: t("loadModels"), run: () => void load() }]
      : models()
          .filter((model) => model.lifecycle !== "retired")
          .map((model) => ({
            label: model.name,
            checked: model.id === settings().model,
            run: () => void change({ model: model.id }),
          }));
  const modeEntries = () =>
    modes
      .filter((mode) => mode !== "bypass" || me()?.role === "admin")
      .map((mode) => ({
        label: t(`mode.${mode}`),
        note: t(`mode.${mode}.hint`),
        checked: mode === settings().mode,
        run: () => void change({ mode }),
      }));

  return (
    <header class="chat-header">
      <TitleField
        title={settings().title}
        disabled={!props.chat.state().ready}
        onRename={(title) => void change({ title })}
      />
      <Show when={props.chat.state().ready}>
        <div class="chat-bar">
          <Show when={current()?.demo}>
            <Badge tone="info" title={t("demoHint")}>
              {t("demo")}
            </Badge>
          </Show>
          <Menu
            label={`${t("model")}: ${current()?.name ?? settings().model}`}
            entries={modelEntries()}
            class={`${menuButton} min-w-0`}
          >
            <span class="truncate">{current()?.name ?? settings().model}</span>
            <ChevronDown size={14} class="shrink-0" aria-hidden="true" />
          </Menu>
          <Menu
            label={`${t("mode")}: ${t(`mode.${settings().mode}`)}`}
            entries={modeEntries()}
            class={`${menuButton} shrink-0 ${settings().mode === "bypass" ? "text-bad" : ""}`}
          >
            <span class="whitespace-nowrap">{t(`mode.${settings().mode}`)}</span>
            <ChevronDown size={14} class="shrink-0" aria-hidden="true" />
          </Menu>
          <ContextMeter context={props.chat.state().context} />
          <Show when={props.chat.state().costMicroUsd > 0}>
            <span class="px-1 text-xs text-quiet tabular-nums" title={t("cost")}>
              {money(props.chat.state().costMicroUsd)}
            </span>
          </Show>
          <Show when={props.chat.state().viewers > 1}>
            <span
              class="chat-wide inline-flex items-center gap-1 px-1 text-xs text-quiet"
              title={t("viewers", { count: props.chat.state().viewers })}
            >
              <Monitor size={13} aria-hidden="true" />
              {props.chat.state().viewers}
              <span class="sr-only">{t("viewers", { count: props.chat.state().viewers })}</span>
            </span>
          </Show>
          <IconButton size="small" label={t("refresh")} onClick={() => props.chat.refresh()}>
            <RefreshCw size={14} />
          </IconButton>
        </div>
      </Show>
    </header>
  );
}
