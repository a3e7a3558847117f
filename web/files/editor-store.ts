import { createSignal, onCleanup } from "solid-js";
import type { FileChange } from "#contract/frames";
import type { FileInfo } from "#contract/file";
import { toApiError } from "../client/error.ts";
import { isGuest } from "../app/session.ts";
import { beforeReload } from "../app/stale-build.ts";
import { textOf } from "./document.ts";
import type { Draft, DraftStore } from "./drafts.ts";
import { loadFile } from "./load-file.ts";
import { isWithin } from "./paths.ts";
import { hasEdits, isBehind } from "./save-state.ts";
import { createSaver } from "./saver.ts";
import { createTabs } from "./tabs.ts";
import type { Tree } from "./tree-store.ts";

const editorChunk = () => import("./editor/make-document.ts");

export interface OpenOptions {
  readonly line?: number | undefined;
  readonly preview?: boolean;
  /** Opened by a change, not by a person: the focus stays where it is. */
  readonly quiet?: boolean;
  /** Where it was left. */
  readonly at?: { readonly cursor: number; readonly scroll: number };
}

/** The open files of a project: loading, saving, and what others do to them meanwhile. */
export function createEditor(options: {
  project: string;
  user: string;
  tree: Tree;
  drafts: DraftStore;
}) {
  const { project, tree } = options;
  const tabs = createTabs();
  const [jump, setJump] = createSignal<{ path: string; line: number } | null>(null);
  const saver = createSaver({
    ...options,
    tabs,
    onBehind: (path) => {
      const tab = tabs.find(path);
      if (tab !== undefined && isBehind(tab.save)) void reload(path);
    },
  });

  const edited = (path: string) => {
    if (tabs.find(path)?.preview === true) tabs.change(path, { preview: false });
    saver.edited(path);
  };

  const loads = new Map<string, Promise<void>>();
  const load = (path: string): Promise<void> => {
    const loading = read(path).finally(() => loads.delete(path));
    loads.set(path, loading);
    return loading;
  };

  const read = async (path: string): Promise<void> => {
    try {
      const loaded = await loadFile(project, path, tree.find(path));
      const { size, version, kind } = loaded;
      if (loaded.kind === "text" || loaded.kind === "foreign") {
        const { makeDocument } = await editorChunk();
        const document = await makeDocument({
          path,
          text: loaded.text,
          size,
          readOnly: kind === "foreign" || isGuest(),
          onEdit: () => edited(path),
        });
        if (tabs.find(path) === undefined) return;
        tabs.documents.set(path, document);
      }
      const image = loaded.kind === "image" ? URL.createObjectURL(loaded.blob) : null;
      tabs.change(path, { content: kind, size, image, error: null });
      tabs.dispatch(path, { type: "loaded", version });
    } catch (cause) {
      tabs.change(path, { content: "failed", error: toApiError(cause) });
    }
  };

  /** Takes the server's text into a clean buffer, the cursor staying where it was. */
  const reload = async (path: string): Promise<void> => {
    const document = tabs.documents.get(path);
    if (document === undefined) return load(path);
    try {
      const loaded = await loadFile(project, path, undefined);
      const now = tabs.find(path)?.save;
      if (now?.phase !== "saved" || loaded.kind !== "text") return;
      const { replaceText } = await editorChunk();
      document.base = loaded.text;
      replaceText(document, loaded.text, false);
      tabs.dispatch(path, { type: "loaded", version: loaded.version });
    } catch {
      // The next change or list of files brings it again.
    }
  };

  const open = async (path: string, how: OpenOptions = {}): Promise<void> => {
    const known = tabs.find(path);
    if (known === undefined) {
      const old = tabs.list().find((tab) => tab.preview);
      tabs.add(path, how.preview === true);
      tabs.activate(path);
      if (old !== undefined && how.preview === true) tabs.remove(old.path);
      await load(path);
    } else {
      if (how.preview !== true && known.preview) tabs.change(path, { preview: false });
      tabs.activate(path);
      await loads.get(path);
    }
    if (how.quiet !== true) tree.reveal(path);
    if (how.line !== undefined) setJump({ path, line: how.line });
    const document = tabs.documents.get(path);
    if (how.at !== undefined && document !== undefined) {
      const { goToOffset } = await editorChunk();
      goToOffset(document, how.at.cursor);
      document.scrollTop = how.at.scroll;
      if (document.view !== null) document.view.scrollDOM.scrollTop = how.at.scroll;
    }
  };

  const seen = (path: string, version: number | null) => {
    if (tabs.find(path)?.content === "loading") return;
    const state = tabs.dispatch(
      path,
      version === null ? { type: "deleted" } : { type: "external", version },
    );
    if (state !== null && isBehind(state)) void reload(path);
  };

  const compare = (items: readonly FileInfo[]) => {
    const versions = new Map(items.map((item) => [item.path, item.version]));
    for (const tab of tabs.list()) {
      const version = versions.get(tab.path) ?? null;
      if (version !== null || tab.save.phase !== "gone") seen(tab.path, version);
    }
  };
  tree.onLoad(compare);

  /** The last file the agent touched comes into view, unless somebody is typing in the editor. */
  const follow = (changes: readonly FileChange[]) => {
    const last = changes.findLast(
      (change) => change.actor === "agent" && (change.op === "create" || change.op === "update"),
    );
    const typing = document.activeElement?.closest(".cm-editor") != null;
    if (last !== undefined && !typing) void open(last.path, { preview: true, quiet: true });
  };

  const someEdits = () => tabs.list().some((tab) => hasEdits(tab.save));
  const warn = (event: BeforeUnloadEvent) => {
    if (someEdits()) event.preventDefault();
  };
  const flushAll = () => saver.flush(tabs.list().map((tab) => tab.path));
  const whenHidden = () => void (document.visibilityState === "hidden" && flushAll());
  window.addEventListener("beforeunload", warn);
  document.addEventListener("visibilitychange", whenHidden);
  onCleanup(() => {
    window.removeEventListener("beforeunload", warn);
    document.removeEventListener("visibilitychange", whenHidden);
    void flushAll();
  });
  onCleanup(beforeReload(flushAll));

  return {
    tabs,
    saver,
    open,
    jump,
    clearJump: () => setJump(null),
    flushAll,
    /** Saves what is not saved; undefined where there is nothing. */
    flushEdits: () => (someEdits() ? flushAll() : undefined),
    retry: load,
    /** False: it has edits that could not be saved; ask before `force`. */
    async close(path: string, force = false): Promise<boolean> {
      if (!force) {
        await saver.save(path);
        const tab = tabs.find(path);
        if (tab !== undefined && hasEdits(tab.save)) return false;
      }
      if (force) await saver.dropDraft(path);
      tabs.remove(path);
      return true;
    },
    /** A `files` frame. */
    changed(changes: readonly FileChange[], truncated: boolean) {
      for (const change of changes) {
        for (const tab of tabs.list()) {
          if (change.op === "delete" && isWithin(tab.path, change.path)) seen(tab.path, null);
          else if (change.path === tab.path && change.version !== undefined) {
            seen(tab.path, change.version);
          }
        }
      }
      if (!truncated) follow(changes);
    },
    /** Their text, to look at beside what is here. Throws `ApiError`. */
    theirs: (path: string) => loadFile(project, path, undefined),
    async takeTheirs(path: string) {
      const document = tabs.documents.get(path);
      const loaded = await loadFile(project, path, undefined);
      if (document === undefined || loaded.kind !== "text") return;
      const { replaceText } = await editorChunk();
      document.base = loaded.text;
      replaceText(document, loaded.text, true);
      tabs.dispatch(path, { type: "loaded", version: loaded.version });
      await saver.dropDraft(path);
    },
    /** `text` is what a person made of both, having seen `version`. */
    async takeMerged(path: string, text: string, version: number) {
      const document = tabs.documents.get(path);
      if (document === undefined) return;
      const { replaceText } = await editorChunk();
      replaceText(document, text.replaceAll("\n", document.state.lineBreak), true);
      await saver.decide(path, version);
    },
    /**
     * Opens a file with the edits of a draft in it: to be saved, or to be merged where it moved on.
     * A file that cannot be opened leaves its draft where it is.
     */
    async restoreDraft(draft: Draft) {
      await open(draft.path);
      const buffer = tabs.documents.get(draft.path);
      const state = tabs.find(draft.path)?.save;
      if (buffer === undefined || state === undefined) return;
      if (textOf(buffer) === draft.text) return saver.dropDraft(draft.path);
      const { replaceText } = await editorChunk();
      if (state.version !== draft.base) buffer.base = null;
      replaceText(buffer, draft.text, true);
      tabs.dispatch(draft.path, { type: "restored", base: draft.base });
      await saver.save(draft.path);
    },
  };
}

export type Editor = ReturnType<typeof createEditor>;
