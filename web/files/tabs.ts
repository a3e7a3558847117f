import { createStore, reconcile } from "solid-js/store";
import type { ApiError } from "../client/error.ts";
import type { TextDocument } from "./document.ts";
import { savedAt, type SaveEvent, saveReducer, type SaveState } from "./save-state.ts";

/** An open file. */
export interface Tab {
  readonly path: string;
  readonly content: "loading" | "text" | "foreign" | "image" | "binary" | "large" | "failed";
  /** Bytes, when it was loaded. */
  readonly size: number;
  /** Gives its place to the next preview. */
  readonly preview: boolean;
  readonly save: SaveState;
  readonly error: ApiError | null;
  /** An object URL. */
  readonly image: string | null;
}

/** The open files and their order; the texts themselves live in `documents`. */
export function createTabs() {
  const [state, setState] = createStore<{ list: Tab[]; active: string | null }>({
    list: [],
    active: null,
  });
  const documents = new Map<string, TextDocument>();

  const find = (path: string): Tab | undefined => state.list.find((tab) => tab.path === path);
  const change = (path: string, part: Partial<Tab>) =>
    setState("list", (tab) => tab.path === path, part);

  return {
    list: (): readonly Tab[] => state.list,
    activePath: (): string | null => state.active,
    active: (): Tab | undefined => state.list.find((tab) => tab.path === state.active),
    documents,
    find,
    change,
    activate: (path: string | null) => setState("active", path),
    add(path: string, preview: boolean) {
      const tab: Tab = {
        path,
        content: "loading",
        size: 0,
        preview,
        save: savedAt(0),
        error: null,
        image: null,
      };
      setState("list", [...state.list, tab]);
    },
    remove(path: string) {
      const at = state.list.findIndex((tab) => tab.path === path);
      const image = state.list[at]?.image ?? null;
      if (image !== null) URL.revokeObjectURL(image);
      documents.delete(path);
      const rest = state.list.filter((tab) => tab.path !== path);
      if (state.active === path) {
        setState("active", (rest[at] ?? rest[at - 1])?.path ?? null);
      }
      setState("list", reconcile(rest, { key: "path" }));
    },
    /** Moves the save state of a file on; gives the new state. */
    dispatch(path: string, event: SaveEvent): SaveState | null {
      const tab = find(path);
      if (tab === undefined) return null;
      const next = saveReducer({ ...tab.save }, event);
      change(path, { save: next });
      return next;
    },
  };
}

export type Tabs = ReturnType<typeof createTabs>;
