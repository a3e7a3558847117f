import type { FileKind } from "#contract/file";
import { AppError } from "../platform/errors.ts";
import type { Limits } from "./rpc.ts";

const mebibyte = 1024 * 1024;

/** No body is larger, whatever the settings say (C-01). */
export const ceilingBytes = 100 * mebibyte;
/** What one archive may unpack to. */
export const importBytes = 512 * mebibyte;

/** U-093; a text file's limit is a setting between 1 MB and the ceiling, 10 MB by default. */
export function limitsOf(maxFileSizeMb: number): Limits {
  return {
    file_bytes: Math.min(Math.max(maxFileSizeMb * mebibyte, mebibyte), ceilingBytes),
    image_bytes: 5 * mebibyte,
    text_total_bytes: 100 * mebibyte,
    image_total_bytes: 50 * mebibyte,
  };
}

export type LimitName = "file" | "image" | "binary" | "text_total" | "image_total" | "import";

/** FILE_001 with what was exceeded, by how much, and what U-094 advises. */
export const tooLarge = (limit: LimitName, limitBytes: number, size: number, path: string) =>
  new AppError("FILE_001", {
    limit,
    limit_bytes: limitBytes,
    size_bytes: size,
    path,
    advice: ["split", "external_storage"],
  });

export function checkFileSize(limits: Limits, kind: FileKind, size: number, path: string): void {
  if (kind === "text" && size > limits.file_bytes)
    throw tooLarge("file", limits.file_bytes, size, path);
  if (kind === "image" && size > limits.image_bytes)
    throw tooLarge("image", limits.image_bytes, size, path);
  if (size > ceilingBytes) throw tooLarge("binary", ceilingBytes, size, path);
}

/** `total` is what the project would hold of that kind. Binary files have no total. */
export function checkTotal(limits: Limits, kind: FileKind, total: number, path: string): void {
  if (kind === "text" && total > limits.text_total_bytes)
    throw tooLarge("text_total", limits.text_total_bytes, total, path);
  if (kind === "image" && total > limits.image_total_bytes)
    throw tooLarge("image_total", limits.image_total_bytes, total, path);
}
