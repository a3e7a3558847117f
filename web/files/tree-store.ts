import { createMemo, createSignal, onCleanup } from "solid-js";
import type { FileChange } from "#contract/frames";
import { type FileInfo, listFiles } from "#contract/file";
import type { OutputOf } from "#contract/endpoint";
import { call } from "../client/call.ts";
import { type ApiError, toApiError } from "../client/error.ts";
import { foldersAbove, visibleRows } from "./tree.ts";

type Listing = OutputOf<typeof listFiles>;

const remembered = (key: string): string[] => {
  try {
    const value: unknown = JSON.parse(localStorage.getItem(key) ?? "[]");
    return Array.isArray(value) ? value.filter((one) => typeof one === "string") : [];
  } catch {
    return [];
  }
};

/** The files of a project as the server lists them, and which folders are open here. */
export function createTree(project: string) {
  const key = `engawa.folders.${project}`;
  const [listing, setListing] = createSignal<Listing | null>(null);
  const [error, setError] = createSignal<ApiError | null>(null);
  const [expanded, setExpandedSignal] = createSignal<ReadonlySet<string>>(new Set(remembered(key)));
  const listeners = new Set<(items: readonly FileInfo[]) => void>();

  const setExpanded = (next: ReadonlySet<string>) => {
    setExpandedSignal(next);
    try {
      localStorage.setItem(key, JSON.stringify([...next].slice(0, 500)));
    } catch {
      // Not remembered then.
    }
  };

  let loading: Promise<void> | null = null;
  let again = false;
  const load = async () => {
    try {
      const next = await call(listFiles, { query: { project_id: project } });
      setListing(next);
      setError(null);
      for (const listener of listeners) listener(next.items);
    } catch (cause) {
      setError(toApiError(cause));
    }
  };

  /** Loads the list; calls while it loads share one more load, so that the last change is seen. */
  const refetch = (): Promise<void> => {
    if (loading !== null) {
      again = true;
      return loading;
    }
    loading = (async () => {
      do {
        again = false;
        await load();
      } while (again);
    })().finally(() => {
      loading = null;
    });
    return loading;
  };

  let timer: ReturnType<typeof setTimeout> | undefined;
  const soon = () => {
    clearTimeout(timer);
    timer = setTimeout(() => void refetch(), 250);
  };
  const whenShown = () => document.visibilityState === "visible" && soon();
  document.addEventListener("visibilitychange", whenShown);
  onCleanup(() => {
    clearTimeout(timer);
    document.removeEventListener("visibilitychange", whenShown);
  });

  const items = (): readonly FileInfo[] => listing()?.items ?? [];
  const byPath = createMemo(() => new Map(items().map((item) => [item.path, item])));

  void refetch();
  return {
    items,
    listing,
    error,
    expanded,
    rows: createMemo(() => visibleRows(items(), expanded())),
    find: (path: string): FileInfo | undefined => byPath().get(path),
    refetch,
    setFolder(path: string, open: boolean) {
      const next = new Set(expanded());
      if (open) next.add(path);
      else next.delete(path);
      setExpanded(next);
    },
    /** Opens every folder a path lies in. */
    reveal(path: string) {
      const missing = foldersAbove(path).filter((folder) => !expanded().has(folder));
      if (missing.length > 0) setExpanded(new Set([...expanded(), ...missing]));
    },
    changed(changes: readonly FileChange[], truncated: boolean) {
      if (truncated || changes.length > 0) soon();
    },
    /** Hears of every list that arrives. */
    onLoad(listener: (items: readonly FileInfo[]) => void) {
      listeners.add(listener);
    },
  };
}

export type Tree = ReturnType<typeof createTree>;
