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

export interface FsError extends Error {
  readonly code: Code;
  /** The reason in a sentence, where there is more to say than the code. */
  readonly why: string;
}

export const fsError = (code: Code, operation: string, path: string, why = ""): FsError =>
  Object.assign(new Error(`${code}: ${sentences[code]}, ${operation} '${path}'`), { code, why });

export const isFsError = (error: unknown): error is FsError =>
  error instanceof Error && "why" in error && "code" in error;

/** What the person or the model should hear of, however the command words it; null for the ordinary. */
export function refusalOf(error: unknown, path: string): string | null {
  if (!isFsError(error)) return null;
  if (error.code === "EROFS" || error.code === "EPERM") return `${path}: ${error.why}`;
  return error.why === "" ? null : error.why;
}

const spoken: Partial<Record<Code, string>> = {
  ENOENT: "No such file or directory",
  ENOTDIR: "Not a directory",
  EISDIR: "Is a directory",
  EACCES: "Permission denied",
  EROFS: "Read-only file system",
  EPERM: "Operation not permitted",
  ENOSPC: "No space left on device",
};

/** As bash says it. */
export const bashSentence = ({ code }: FsError): string => spoken[code] ?? "cannot be written";

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
