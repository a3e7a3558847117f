import { expect, test } from "vitest";
import { readablePath } from "./readable-path.ts";

test("a path is read as the file it names", () => {
  expect(readablePath("/api/v1/files/src%2Fold.ts")).toBe("/api/v1/files/src/old.ts");
  expect(readablePath("/api/v1/files/%E8%A8%AD%E8%A8%88%20%231.md")).toBe(
    "/api/v1/files/設計 #1.md",
  );
});

test("a bad escape stays as it came", () => {
  expect(readablePath("/files/%E8%A8/%zz/100%")).toBe("/files/%E8%A8/%zz/100%");
});

test("what would not be seen, turn the line round or hide another escape stays escaped", () => {
  for (const hidden of ["%E2%80%AE", "%E2%80%8B", "%00", "%0A", "%252F", "%E2%80%A8"]) {
    expect(readablePath(`/files/a${hidden}b`)).toBe(`/files/a${hidden}b`);
  }
});
