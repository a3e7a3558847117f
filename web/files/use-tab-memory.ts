import { createEffect, on, onCleanup } from "solid-js";
import type { Editor } from "./editor-store.ts";
import { recallTabs, rememberTabs } from "./tab-memory.ts";

const write = (editor: Editor, user: string, session: string) => {
  const tabs = editor.tabs.list().map((tab) => {
    const document = editor.tabs.documents.get(tab.path);
    return {
      path: tab.path,
      cursor: document?.state.selection.main.head ?? 0,
      scroll: document?.view?.scrollDOM.scrollTop ?? document?.scrollTop ?? 0,
    };
  });
  rememberTabs(user, session, { tabs, active: editor.tabs.activePath() });
};

const restore = async (editor: Editor, user: string, session: string) => {
  const kept = recallTabs(user, session);
  if (kept === null) return;
  await editor.flushAll();
  for (const tab of editor.tabs.list()) {
    if (!kept.tabs.some((one) => one.path === tab.path)) await editor.close(tab.path);
  }
  for (const { path, cursor, scroll } of kept.tabs) {
    if (editor.tabs.find(path) !== undefined) continue;
    await editor.open(path, { quiet: true, at: { cursor, scroll } });
    if (editor.tabs.find(path)?.content === "failed") await editor.close(path, true);
  }
  if (kept.active !== null && editor.tabs.find(kept.active) !== undefined) {
    editor.tabs.activate(kept.active);
  }
};

/** U-040: each session remembers its open files, cursors and scroll, and brings them back. */
export function useTabMemory(editor: Editor, user: string, session: () => string | undefined) {
  let settled: string | undefined;
  const keep = () => {
    if (settled !== undefined) write(editor, user, settled);
  };
  createEffect(
    on(session, async (id) => {
      keep();
      settled = undefined;
      if (id === undefined) return;
      await restore(editor, user, id);
      if (session() === id) settled = id;
    }),
  );
  createEffect(
    on(() => [editor.tabs.list().map((tab) => tab.path), editor.tabs.activePath()], keep, {
      defer: true,
    }),
  );
  window.addEventListener("pagehide", keep);
  onCleanup(() => {
    keep();
    window.removeEventListener("pagehide", keep);
  });
}
