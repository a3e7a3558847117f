import { useNavigate } from "@solidjs/router";
import { createEffect, createSignal, lazy, onCleanup, Show, Suspense } from "solid-js";
import type { Me } from "#contract/auth";
import type { ProjectInfo } from "#contract/project";
import type { SessionInfo } from "#contract/session";
import { KeyboardHelp, openHelp } from "../../app/KeyboardHelp.tsx";
import { Palette } from "../../app/Palette.tsx";
import {
  heardOfSession,
  leftSession,
  refreshSessions,
  sessionsError,
  sessionsOf,
} from "../../app/sessions.ts";
import { useShortcuts } from "../../app/shortcuts.ts";
import { drafts } from "../../files/browser-drafts.ts";
import { createEditor } from "../../files/editor-store.ts";
import { createTree } from "../../files/tree-store.ts";
import { useTabMemory } from "../../files/use-tab-memory.ts";
import type { SideView } from "../../files/WorkspacePanel.tsx";
import { t as files } from "../../i18n/files.ts";
import { t } from "../../i18n/workbench.ts";
import { createMedia } from "../../ui/create-media.ts";
import { toast } from "../../ui/toast.ts";
import { ChatColumn } from "./ChatColumn.tsx";
import { createLayout } from "./layout.ts";
import { NewSessionDialog } from "./NewSessionDialog.tsx";
import { Panels, type PhoneView } from "./Panels.tsx";
import { lastSession, neighbour, rememberSession } from "./session-choice.ts";
import { SessionsColumn } from "./SessionsColumn.tsx";
import { workbenchCommands } from "./commands.ts";
import { tutorialRuns } from "./tutorial-runs.ts";
import { WorkbenchBar } from "./WorkbenchBar.tsx";
import { WorkspaceColumn } from "./WorkspaceColumn.tsx";

const Coach = lazy(async () => ({ default: (await import("../../tutorial/Coach.tsx")).Coach }));

export interface WorkbenchProps {
  project: ProjectInfo;
  me: Me;
  session: string | undefined;
}

/** Sessions, chat and workspace of one project, and what goes between them. */
export function Workbench(props: WorkbenchProps) {
  const navigate = useNavigate();
  const [layout, setLayout] = createLayout();
  const narrow = createMedia("(max-width: 899px)");
  const [view, setView] = createSignal<PhoneView>("chat");
  const [side, setSide] = createSignal<SideView>("tree");
  const [creating, setCreating] = createSignal(false);
  const [palette, setPalette] = createSignal(false);

  const project = props.project.id;
  const sessions = sessionsOf(project);
  onCleanup(leftSession);
  const tree = createTree(project);
  const editor = createEditor({ project, user: props.me.id, tree, drafts });
  const current = () => props.session;
  useTabMemory(editor, props.me.id, current);

  const go = (session: SessionInfo | undefined, replace = false) => {
    navigate(session === undefined ? `/p/${project}` : `/p/${project}/s/${session.id}`, {
      replace,
    });
  };

  createEffect(() => {
    const list = sessions();
    if (list === null) return;
    const session = list.find((one) => one.id === current());
    if (session !== undefined) {
      rememberSession(project, session.id);
      document.title = `${session.title} · ${props.project.name}`;
      return;
    }
    document.title = props.project.name;
    const last = lastSession(project, list);
    if (last !== undefined || current() !== undefined) go(last, true);
  });

  const created = async (session: SessionInfo) => {
    await refreshSessions();
    setView("chat");
    go(session);
  };
  const toggleTree = () => {
    setLayout({ treeShown: !layout.treeShown || !layout.workspaceShown, workspaceShown: true });
  };
  const openFile = (path: string, line?: number) => {
    setLayout(narrow() ? { treeShown: false } : { workspaceShown: true });
    if (narrow()) setView("files");
    void editor.open(path, { line });
  };
  const searchFiles = () => {
    setLayout({ workspaceShown: true, treeShown: true });
    setView("files");
    setSide("search");
  };
  const save = async () => {
    const path = editor.tabs.activePath();
    if (path === null) return;
    await editor.saver.save(path);
    if (editor.tabs.find(path)?.save.phase === "saved") {
      toast({ tone: "good", text: files("savedToast") });
    }
  };
  const shortcuts = {
    help: openHelp,
    save: () => void save(),
    newSession: () => setCreating(true),
    nextSession: () => go(neighbour(sessions() ?? [], current(), 1)),
    previousSession: () => go(neighbour(sessions() ?? [], current(), -1)),
    palette: () => setPalette(true),
    tree: toggleTree,
    sessions: () => setLayout("sessionsShown", !layout.sessionsShown),
    findFiles: searchFiles,
  };
  useShortcuts(shortcuts);

  return (
    <div class="flex h-full flex-col">
      <WorkbenchBar
        project={props.project}
        narrow={narrow()}
        layout={layout}
        onToggleSessions={shortcuts.sessions}
        onToggleWorkspace={() => setLayout("workspaceShown", !layout.workspaceShown)}
        onJump={() => setView("chat")}
      />
      <Show when={tutorialRuns(props.me.id)}>
        <Suspense>
          <Coach project={project} onOpen={openFile} />
        </Suspense>
      </Show>
      <Panels
        title={`${props.project.name} — ${t("workspace")}`}
        narrow={narrow()}
        view={view()}
        onView={setView}
        layout={layout}
        onLayout={setLayout}
        sessions={
          <SessionsColumn
            project={project}
            sessions={sessions()}
            error={sessionsError()}
            current={current()}
            onNew={shortcuts.newSession}
            onPick={() => setView("chat")}
            onChanged={() => void refreshSessions()}
            onDeleted={() => void refreshSessions()}
          />
        }
        chat={
          <ChatColumn
            project={props.project}
            session={current()}
            ready={sessions() !== null}
            editor={editor}
            tree={tree}
            onNew={shortcuts.newSession}
            onCreated={(session) => void created(session)}
            onOpenFile={openFile}
            onSessionInfo={heardOfSession}
          />
        }
        workspace={
          <WorkspaceColumn
            project={project}
            user={props.me.id}
            tree={tree}
            editor={editor}
            drafts={drafts}
            side={side()}
            onSide={setSide}
            treeShown={layout.treeShown}
            onToggleTree={toggleTree}
            treeWidth={layout.treeWidth}
            onTreeWidth={(width) => setLayout("treeWidth", width)}
            narrow={narrow()}
          />
        }
      />
      <NewSessionDialog
        open={creating()}
        project={project}
        role={props.me.role}
        onClose={() => setCreating(false)}
        onCreated={(session) => void created(session)}
      />
      <Show when={palette()}>
        <Palette
          open
          onClose={() => setPalette(false)}
          commands={workbenchCommands({
            shortcuts,
            sessions: sessions() ?? [],
            files: tree.items(),
            openSession: go,
            openFile,
          })}
        />
      </Show>
      <KeyboardHelp />
    </div>
  );
}
