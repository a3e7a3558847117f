import EyeOff from "lucide-solid/icons/eye-off";
import MessagesSquare from "lucide-solid/icons/messages-square";
import { createSignal, lazy, Match, Suspense, Switch } from "solid-js";
import type { ChatSettings } from "#contract/frames";
import type { ProjectInfo } from "#contract/project";
import { createSession, type SessionInfo } from "#contract/session";
import { isGuest, me } from "../../app/session.ts";
import { call } from "../../client/call.ts";
import { toApiError } from "../../client/error.ts";
import type { Editor } from "../../files/editor-store.ts";
import type { Tree } from "../../files/tree-store.ts";
import { t as acting } from "../../i18n/acting.ts";
import { t } from "../../i18n/workbench.ts";
import { Button } from "../../ui/Button.tsx";
import { EmptyState } from "../../ui/EmptyState.tsx";
import { Skeleton } from "../../ui/Skeleton.tsx";
import { toast } from "../../ui/toast.ts";

const ChatPanel = lazy(async () => ({
  default: (await import("../../chat/ChatPanel.tsx")).ChatPanel,
}));

// Loads beside what the screen asks the server first, not after it.
void ChatPanel.preload();

export interface ChatColumnProps {
  project: ProjectInfo;
  session: string | undefined;
  /** The list of sessions is known. */
  ready: boolean;
  editor: Editor;
  tree: Tree;
  onNew: () => void;
  onCreated: (session: SessionInfo) => void;
  onOpenFile: (path: string, line?: number) => void;
  onSessionInfo: (session: string, settings: ChatSettings, run: SessionInfo["run"]) => void;
}

/** The first thing to press has the focus where nothing else has it. */
const focusIdle = (button: HTMLElement) =>
  queueMicrotask(() => {
    if (document.activeElement === document.body) button.focus();
  });

/** The chat of the session, or the invitation to begin one; closed to who acts as somebody (T-24). */
export function ChatColumn(props: ChatColumnProps) {
  const [busy, setBusy] = createSignal(false);
  const start = async () => {
    setBusy(true);
    try {
      props.onCreated(await call(createSession, { json: { project_id: props.project.id } }));
    } catch (cause) {
      toast({ tone: "bad", text: toApiError(cause).message });
    } finally {
      setBusy(false);
    }
  };
  const files = () =>
    props.tree
      .listing()
      ?.items.filter((item) => item.type === "file")
      .map((item) => item.path) ?? null;

  return (
    <Switch fallback={<Skeleton lines={6} />}>
      <Match when={me()?.acting}>
        <div class="flex h-full items-center">
          <EmptyState
            title={acting("noChat")}
            text={acting("noChatText")}
            icon={<EyeOff size={32} />}
          />
        </div>
      </Match>
      <Match when={props.session}>
        {(session) => (
          <Suspense fallback={<Skeleton lines={6} />}>
            <ChatPanel
              sessionId={session().replace(/^sess_/, "")}
              project={props.project}
              openFile={() => props.editor.tabs.activePath()}
              onOpenFile={(path, line) => props.onOpenFile(path, line)}
              beforeSend={() => props.editor.flushEdits()}
              onFiles={(changes, truncated) => {
                props.editor.changed(changes, truncated);
                props.tree.changed(changes, truncated);
              }}
              onSessionInfo={(settings, run) => props.onSessionInfo(session(), settings, run)}
              files={files}
            />
          </Suspense>
        )}
      </Match>
      <Match when={props.ready}>
        <div class="flex h-full items-center">
          <EmptyState
            title={t("startTitle")}
            text={t(isGuest() ? "startTextGuest" : "startText")}
            icon={<MessagesSquare size={32} />}
          >
            <Button ref={focusIdle} kind="primary" busy={busy()} onClick={() => void start()}>
              {t("start")}
            </Button>
            <Button onClick={() => props.onNew()}>{t("startWith")}</Button>
          </EmptyState>
        </div>
      </Match>
    </Switch>
  );
}
