import type { Editor } from "./editor-store.ts";
import { isWithin, moved } from "./paths.ts";

/** Open files that were renamed or moved open again in their new place. */
export function reopenMoved(editor: Editor, from: string, to: string): void {
  const active = editor.tabs.activePath();
  const paths = editor.tabs
    .list()
    .map((tab) => tab.path)
    .filter((path) => isWithin(path, from));
  for (const path of paths) {
    void editor.close(path, true);
    void editor.open(moved(path, from, to));
  }
  if (active !== null) editor.tabs.activate(moved(active, from, to));
}
