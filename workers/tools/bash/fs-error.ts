/** Errors as the shell's commands know them: a POSIX code and its sentence. */
import { AppError } from "../../platform/errors.ts";
import { refusalText, ToolRefusal } from "../outcome.ts";

const sentences = {
  ENOENT: "no such file or directory",
  EEXIST: "file already exists",
  ENOTDIR: "not a directory",
  EISDIR: "illegal operation on a directory",
  ENOTEMPTY: "directory not empty",
  EROFS: "read-only file system",
  EACCES: "permission denied",
  EPERM: "operation not permitted",
  ENOSPC: "no space left on device",
  EFBIG: "file too large",
  EINVAL: "invalid argument",
  EINTR: "interrupted",
} as const;
type Code = keyof typeof sentences;

export const fsError = (code: Code, operation: string, path: string, why = ""): Error =>
  Object.assign(
    new Error(`${code}: ${sentences[code]}, ${operation} '${path}'${why && ` (${why})`}`),
    { code },
  );

const codes: Partial<Record<string, Code>> = {
  FILE_001: "EFBIG",
  FILE_002: "EACCES",
  FILE_003: "ENOENT",
  FILE_004: "EINVAL",
  FILE_006: "EEXIST",
};

/** Turns a refusal of the workspace or of the guard into one a command understands; bugs pass. */
export function toFsError(error: unknown, operation: string, path: string): unknown {
  if (error instanceof ToolRefusal) return fsError("EACCES", operation, path, error.message);
  if (error instanceof AppError) {
    return fsError(codes[error.code] ?? "EACCES", operation, path, refusalText(error));
  }
  return error;
}
