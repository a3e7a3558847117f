import { createFile, saveFile } from "#contract/file";
import { isApiError } from "../client/error.ts";
import { upload } from "../client/raw.ts";
import { t } from "../i18n/files.ts";
import { toast } from "../ui/toast.ts";
import { textOf } from "./document.ts";
import { type DraftStore, dropDrafts } from "./drafts.ts";
import { loadFile } from "./load-file.ts";
import { hasEdits, type SaveState } from "./save-state.ts";
import type { Tabs } from "./tabs.ts";

const pauseMs = 1000;
const retryMs = 10_000;
const draftMs = 400;

export interface SaverOptions {
  readonly project: string;
  readonly user: string;
  readonly tabs: Tabs;
  readonly drafts: DraftStore;
  /** A clean buffer turned out to be older than the server. */
  readonly onBehind: (path: string) => void;
}

/** Carries edits to the server: after a pause, with a local draft first, never over a newer version. */
export function createSaver(options: SaverOptions) {
  const { project, user, tabs, drafts } = options;
  const timers = new Map<string, ReturnType<typeof setTimeout>>();
  const running = new Map<string, Promise<void>>();
  const draftTimers = new Map<string, ReturnType<typeof setTimeout>>();
  const query = { project_id: project };

  const schedule = (path: string, delay: number) => {
    clearTimeout(timers.get(path));
    timers.set(
      path,
      setTimeout(() => void save(path), delay),
    );
  };

  const keepDraft = async (path: string) => {
    const document = tabs.documents.get(path);
    const tab = tabs.find(path);
    if (document === undefined || tab === undefined || !hasEdits(tab.save)) return;
    const base = tab.save.version;
    await drafts.put({ user, project, path, base, text: textOf(document), at: Date.now() });
  };

  const dropDraft = (path: string) => {
    clearTimeout(draftTimers.get(path));
    draftTimers.delete(path);
    return dropDrafts(drafts, user, project, path);
  };

  const settled = (path: string, state: SaveState | null) => {
    if (state === null) return;
    if (state.phase === "dirty") return schedule(path, pauseMs);
    if (state.phase !== "saved") return;
    void dropDraft(path);
    options.onBehind(path);
  };

  const refused = async (path: string, cause: unknown) => {
    if (isApiError(cause, "FILE_003")) {
      tabs.dispatch(path, { type: "deleted" });
      return;
    }
    if (!isApiError(cause, "FILE_005")) {
      tabs.dispatch(path, { type: "fail" });
      toast({ tone: "bad", text: t("failedToast") });
      if (isApiError(cause, "NETWORK_001")) schedule(path, retryMs);
      return;
    }
    try {
      const theirs = await loadFile(project, path, undefined);
      const document = tabs.documents.get(path);
      if (theirs.kind === "text" && document !== undefined && textOf(document) === theirs.text) {
        document.base = theirs.text;
        settled(path, tabs.dispatch(path, { type: "loaded", version: theirs.version }));
      } else {
        tabs.dispatch(path, { type: "stale", version: theirs.version });
      }
    } catch (second) {
      const gone = isApiError(second, "FILE_003");
      tabs.dispatch(path, gone ? { type: "deleted" } : { type: "fail" });
    }
  };

  /** Resolves when what stands in the buffer now is saved, or could not be: a save under way first. */
  async function save(path: string): Promise<void> {
    clearTimeout(timers.get(path));
    const before = running.get(path);
    if (before !== undefined) {
      await before;
      return tabs.find(path)?.save.phase === "dirty" ? save(path) : undefined;
    }
    const one = send(path).finally(() => running.delete(path));
    running.set(path, one);
    return one;
  }

  async function send(path: string): Promise<void> {
    const document = tabs.documents.get(path);
    const state = tabs.find(path)?.save;
    if (document === undefined || (state?.phase !== "dirty" && state?.phase !== "failed")) return;
    const version = state.version;
    const text = textOf(document);
    tabs.dispatch(path, { type: "save" });
    await drafts.put({ user, project, path, base: version, text, at: Date.now() });
    try {
      const info = await upload(saveFile, { param: { path }, query }, text, {
        headers: { "if-match": `"${version}"` },
      });
      document.base = text;
      settled(path, tabs.dispatch(path, { type: "done", version: info.version }));
    } catch (cause) {
      await refused(path, cause);
    }
  }

  return {
    save,
    dropDraft,
    edited(path: string) {
      tabs.dispatch(path, { type: "edit" });
      schedule(path, pauseMs);
      if (!draftTimers.has(path)) {
        draftTimers.set(
          path,
          setTimeout(() => {
            draftTimers.delete(path);
            void keepDraft(path);
          }, draftMs),
        );
      }
    },
    /** Saves what waits, at once; resolves when every answer is in. */
    flush: (paths: readonly string[]) => Promise.all(paths.map(save)),
    /** The buffer's text replaces exactly the version that was looked at. */
    async decide(path: string, version: number) {
      tabs.dispatch(path, { type: "decided", version });
      await save(path);
    },
    /** A deleted file is created again from its buffer. Throws `ApiError`. */
    async recreate(path: string) {
      const document = tabs.documents.get(path);
      if (document === undefined) return;
      const text = textOf(document);
      const info = await upload(createFile, { param: { path }, query }, text);
      document.base = text;
      settled(path, tabs.dispatch(path, { type: "loaded", version: info.version }));
    },
    stop() {
      for (const timer of [...timers.values(), ...draftTimers.values()]) clearTimeout(timer);
    },
  };
}
