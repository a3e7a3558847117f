import { expect, test } from "vitest";
import { errorText } from "#contract/errors";
import type { FileKind } from "#contract/file";
import { AppError } from "../platform/errors.ts";
import { ceilingBytes, checkFileSize, checkTotal, limitsOf } from "./limits.ts";

const mb = 1024 * 1024;
const limits = limitsOf(10);

const limitOf = (work: () => void): unknown => {
  try {
    work();
  } catch (error) {
    return error instanceof AppError && error.code === "FILE_001" ? error.details : error;
  }
  return null;
};

test.each<[FileKind, number, string]>([
  ["text", 10 * mb, "file"],
  ["image", 5 * mb, "image"],
  ["binary", 100 * mb, "binary"],
])("a %s file may have %d bytes and not one more", (kind, most, limit) => {
  expect(limitOf(() => checkFileSize(limits, kind, most, "a"))).toBeNull();
  expect(limitOf(() => checkFileSize(limits, kind, most + 1, "a"))).toEqual({
    limit,
    limit_bytes: most,
    size_bytes: most + 1,
    path: "a",
    advice: ["split", "external_storage"],
  });
});

test.each<[FileKind, number]>([
  ["text", 100 * mb],
  ["image", 50 * mb],
])("all %s files together may have %d bytes", (kind, most) => {
  expect(limitOf(() => checkTotal(limits, kind, most, "a"))).toBeNull();
  expect(limitOf(() => checkTotal(limits, kind, most + 1, "a"))).toMatchObject({
    limit: `${kind}_total`,
  });
});

test("binary files have no total", () => {
  expect(limitOf(() => checkTotal(limits, "binary", 1e12, "a"))).toBeNull();
});

test("the setting is between 1 MB and the ceiling", () => {
  expect(limitsOf(25).file_bytes).toBe(25 * mb);
  expect(limitsOf(100_000).file_bytes).toBe(ceilingBytes);
  expect(limitsOf(-3).file_bytes).toBe(mb);
});

test("the advice of U-094 is told in both languages", () => {
  expect(errorText("FILE_001", "en").remedy).toMatch(/split.*external storage/i);
  expect(errorText("FILE_001", "ja").remedy).toMatch(/分割.*外部ストレージ/);
});
