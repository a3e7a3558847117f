import type { Draft, DraftStore } from "./drafts.ts";

const done = <T>(request: IDBRequest<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error("IndexedDB"));
  });

const open = (): Promise<IDBDatabase> => {
  const request = indexedDB.open("engawa", 1);
  request.onupgradeneeded = () =>
    request.result.createObjectStore("drafts", { keyPath: ["user", "project", "path", "base"] });
  return done(request);
};

/** Drafts in IndexedDB. A browser that refuses storage keeps none, and editing goes on. */
export function browserDrafts(): DraftStore {
  let opening: Promise<IDBDatabase | null> | null = null;
  const within = async <T>(
    mode: IDBTransactionMode,
    fallback: T,
    run: (drafts: IDBObjectStore) => IDBRequest<T>,
  ): Promise<T> => {
    opening ??= open().catch(() => null);
    const db = await opening;
    if (db === null) return fallback;
    return done(run(db.transaction("drafts", mode).objectStore("drafts"))).catch(() => fallback);
  };
  return {
    all: () => within<Draft[]>("readonly", [], (drafts) => drafts.getAll()),
    put: async (draft) => {
      await within<IDBValidKey>("readwrite", "", (drafts) => drafts.put(draft));
    },
    delete: (key) => within("readwrite", undefined, (drafts) => drafts.delete([...key])),
    clear: () => within("readwrite", undefined, (drafts) => drafts.clear()),
  };
}
