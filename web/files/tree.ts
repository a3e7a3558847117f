import type { FileInfo } from "#contract/file";
import { isWithin, nameOf, parentOf } from "./paths.ts";

export interface TreeRow {
  readonly path: string;
  readonly name: string;
  readonly depth: number;
  readonly folder: boolean;
  readonly expanded: boolean;
  /** Place among its siblings, from 1, for screen readers. */
  readonly position: number;
  readonly siblings: number;
}

const collator = new Intl.Collator(undefined, { numeric: true, sensitivity: "base" });

type Children = Map<string, FileInfo[]>;

const childrenOf = (items: readonly FileInfo[]): Children => {
  const children: Children = new Map();
  const known = new Set<string>();
  const add = (item: FileInfo) => {
    if (known.has(item.path)) return;
    known.add(item.path);
    const parent = parentOf(item.path);
    const siblings = children.get(parent);
    if (siblings === undefined) children.set(parent, [item]);
    else siblings.push(item);
    if (parent !== "" && !known.has(parent)) add(folderOf(parent, item));
  };
  for (const item of items) if (item.type === "directory") add(item);
  for (const item of items) if (item.type === "file") add(item);
  return children;
};

const folderOf = (path: string, like: FileInfo): FileInfo => ({
  ...like,
  path,
  type: "directory",
  kind: null,
  size: 0,
  version: 0,
  executable: false,
});

/** The rows a tree shows: folders first, then by name; only what lies in open folders. */
export function visibleRows(
  items: readonly FileInfo[],
  expanded: ReadonlySet<string>,
): readonly TreeRow[] {
  const children = childrenOf(items);
  const rows: TreeRow[] = [];
  const walk = (folder: string, depth: number) => {
    const here = (children.get(folder) ?? []).toSorted(
      (a, b) =>
        Number(b.type === "directory") - Number(a.type === "directory") ||
        collator.compare(nameOf(a.path), nameOf(b.path)),
    );
    for (const [index, item] of here.entries()) {
      const isFolder = item.type === "directory";
      const open = isFolder && expanded.has(item.path);
      rows.push({
        path: item.path,
        name: nameOf(item.path),
        depth,
        folder: isFolder,
        expanded: open,
        position: index + 1,
        siblings: here.length,
      });
      if (open) walk(item.path, depth + 1);
    }
  };
  walk("", 0);
  return rows;
}

/** Every folder a path lies in, outermost first. */
export function foldersAbove(path: string): string[] {
  const parent = parentOf(path);
  return parent === "" ? [] : [...foldersAbove(parent), parent];
}

/** Files a folder holds, at any depth; a file counts as itself. */
export const countFiles = (items: readonly FileInfo[], path: string): number =>
  items.filter((item) => item.type === "file" && isWithin(item.path, path)).length;

export type TreeMove =
  | { readonly focus: string }
  | { readonly expand: string }
  | { readonly collapse: string }
  | null;

/** What an arrow, Home or End does in a tree (WAI-ARIA tree pattern). */
export function moveInTree(
  rows: readonly TreeRow[],
  focused: string | null,
  key: string,
): TreeMove {
  const at = rows.findIndex((row) => row.path === focused);
  const row = rows[at];
  const focus = (target: TreeRow | undefined): TreeMove =>
    target === undefined ? null : { focus: target.path };
  if (key === "Home") return focus(rows[0]);
  if (key === "End") return focus(rows.at(-1));
  if (row === undefined) return focus(rows[0]);
  if (key === "ArrowDown") return focus(rows[at + 1]);
  if (key === "ArrowUp") return at > 0 ? focus(rows[at - 1]) : null;
  if (key === "ArrowRight" && row.folder) {
    return row.expanded ? focus(rows[at + 1]) : { expand: row.path };
  }
  if (key === "ArrowLeft") {
    if (row.expanded) return { collapse: row.path };
    return focus(rows.find((other) => other.path === parentOf(row.path)));
  }
  return null;
}
