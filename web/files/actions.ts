import {
  createFile,
  deleteFile,
  downloadArchive,
  importArchive,
  moveFile,
  readFile,
  saveFile,
} from "#contract/file";
import { call } from "../client/call.ts";
import { upload } from "../client/raw.ts";
import { apiUrl } from "../client/url.ts";
import { t } from "../i18n/files.ts";
import { toast } from "../ui/toast.ts";
import { join } from "./paths.ts";
import { transfer } from "./transfers.ts";

/** Creates an empty file or a folder. Throws `ApiError`. */
export const create = (project: string, path: string, type: "file" | "directory") =>
  upload(createFile, { param: { path }, query: { project_id: project, type } }, "");

export const move = (project: string, from: string, to: string) =>
  call(moveFile, { param: { id: project }, json: { from, to } });

export const remove = (project: string, path: string) =>
  call(deleteFile, { param: { path }, query: { project_id: project } });

/** A file to upload and its path below the folder it is dropped on. */
export interface Incoming {
  readonly path: string;
  readonly file: File;
}

/** Uploads files, three at a time, replacing what has their name. Resolves to how many arrived. */
export const uploadFiles = (
  project: string,
  folder: string,
  files: readonly Incoming[],
): Promise<number | null> => {
  const total = files.reduce((sum, one) => sum + one.file.size, 0);
  const [first] = files;
  const label =
    files.length === 1 && first !== undefined
      ? first.path
      : t("uploading", { count: files.length });
  return transfer(label, total, async ({ signal, onProgress }) => {
    const sent = new Map<Incoming, number>();
    const queue = [...files];
    const worker = async () => {
      for (let one = queue.shift(); one !== undefined; one = queue.shift()) {
        const current = one;
        const place = { path: join(folder, current.path) };
        await upload(saveFile, { param: place, query: { project_id: project } }, current.file, {
          signal,
          onProgress: (bytes) => {
            sent.set(current, bytes);
            onProgress(
              [...sent.values()].reduce((sum, value) => sum + value, 0),
              total,
            );
          },
        });
      }
    };
    await Promise.all([worker(), worker(), worker()]);
    toast({ tone: "good", text: t("uploaded", { count: files.length }) });
    return files.length;
  });
};

/** Unpacks an archive into a folder ("" is the root). */
export const importInto = (project: string, folder: string, file: File) =>
  transfer(file.name, file.size, async (control) => {
    const result = await upload(
      importArchive,
      { param: { id: project }, query: { into: folder } },
      file,
      control,
    );
    toast({ tone: "good", text: t("imported", { count: result.imported }) });
    if (result.skipped.length > 0) {
      const paths = result.skipped
        .slice(0, 3)
        .map((one) => one.path)
        .join(", ");
      toast({
        tone: "warn",
        stays: true,
        text: t("skipped", { count: result.skipped.length, paths }),
      });
    }
    return result;
  });

const follow = (url: string) => {
  const link = document.createElement("a");
  link.href = url;
  link.download = "";
  link.click();
};

export const downloadFile = (project: string, path: string): void =>
  follow(apiUrl(readFile.path, { path }, { project_id: project, download: "1" }));

/** A folder as zip; "" is everything. */
export const downloadFolder = (project: string, path: string): void =>
  follow(apiUrl(downloadArchive.path, { id: project }, { path }));
