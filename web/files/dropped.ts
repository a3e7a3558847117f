import type { Incoming } from "./actions.ts";

const fileOf = (entry: FileSystemFileEntry): Promise<File> =>
  new Promise((resolve, reject) => entry.file(resolve, reject));

const readAll = async (entry: FileSystemDirectoryEntry): Promise<FileSystemEntry[]> => {
  const reader = entry.createReader();
  const all: FileSystemEntry[] = [];
  for (;;) {
    const some = await new Promise<FileSystemEntry[]>((resolve, reject) =>
      reader.readEntries(resolve, reject),
    );
    if (some.length === 0) return all;
    all.push(...some);
  }
};

const walk = async (entry: FileSystemEntry): Promise<Incoming[]> => {
  if (entry.isFile) {
    const file = await fileOf(entry as FileSystemFileEntry);
    return [{ path: entry.fullPath.replace(/^\//, ""), file }];
  }
  const inside = await readAll(entry as FileSystemDirectoryEntry);
  return (await Promise.all(inside.map(walk))).flat();
};

/** Files dropped from the desktop, folders with all they hold. */
export async function droppedFiles(transfer: DataTransfer): Promise<Incoming[]> {
  const entries = [...transfer.items]
    .map((item) => item.webkitGetAsEntry())
    .filter((entry) => entry !== null);
  if (entries.length > 0) return (await Promise.all(entries.map(walk))).flat();
  return [...transfer.files].map((file) => ({ path: file.name, file }));
}
