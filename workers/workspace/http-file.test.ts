import { describe, expect, test } from "vitest";
import {
  attachment,
  etagOf,
  expectedVersion,
  harmlessType,
  isUnchanged,
  parseRange,
} from "./http-file.ts";
import { resolveRange } from "./operations.ts";

describe("If-Match", () => {
  test("is one version, a weak tag of it, or nothing", () => {
    expect(expectedVersion('"7"', undefined)).toBe(7);
    expect(expectedVersion('W/"7"', undefined)).toBe(7);
    expect(expectedVersion(undefined, undefined)).toBeNull();
    expect(expectedVersion(undefined, "*")).toBe(0);
  });

  test.each([
    ["7", undefined],
    ['"x"', undefined],
    ['"1", "2"', undefined],
    ["*", undefined],
    ["", undefined],
    [undefined, '"1"'],
    ['"1"', "*"],
  ])("%j with If-None-Match %j is refused, so that nothing is overwritten", (match, none) => {
    expect(() => expectedVersion(match, none)).toThrow("REQUEST_001");
  });
});

test("If-None-Match knows lists, weak tags and *", () => {
  expect(isUnchanged(etagOf(3), 3)).toBe(true);
  expect(isUnchanged('"1", W/"3"', 3)).toBe(true);
  expect(isUnchanged("*", 3)).toBe(true);
  expect(isUnchanged('"2"', 3)).toBe(false);
  expect(isUnchanged(undefined, 3)).toBe(false);
});

describe("Range", () => {
  test.each([
    ["bytes=0-4", 10, { offset: 0, length: 5 }],
    ["bytes=5-", 10, { offset: 5, length: 5 }],
    ["bytes=-3", 10, { offset: 7, length: 3 }],
    ["bytes=-30", 10, { offset: 0, length: 10 }],
    ["bytes=8-99", 10, { offset: 8, length: 2 }],
    ["bytes=10-", 10, undefined],
    ["bytes=-0", 10, undefined],
    ["bytes=-3", 0, undefined],
  ])("%s of %d bytes", (header, size, part) => {
    expect(resolveRange(size, parseRange(header))).toEqual(part);
  });

  test.each(["bytes=0-1,4-5", "bytes=4-2", "bytes=-", "lines=1-2", "bytes=a-b", ""])(
    "%j is no single range: everything is sent",
    (header) => {
      expect(parseRange(header)).toBeUndefined();
    },
  );
});

test("a name in any script survives an attachment, and cannot break the header", () => {
  expect(attachment("報告 'a'.md")).toBe(
    `attachment; filename="__ 'a'.md"; filename*=UTF-8''%E5%A0%B1%E5%91%8A%20%27a%27.md`,
  );
  expect(attachment('x"\r\ny')).not.toMatch(/[\r\n]/);
});

test("nothing is served as something a browser runs", () => {
  expect(harmlessType({ path: "a.html", kind: "text" })).toBe("text/plain; charset=utf-8");
  expect(harmlessType({ path: "a.svg", kind: "text" })).toBe("text/plain; charset=utf-8");
  expect(harmlessType({ path: "a.svg", kind: "image" })).toBe("application/octet-stream");
  expect(harmlessType({ path: "a.PNG", kind: "image" })).toBe("image/png");
  expect(harmlessType({ path: "a.png", kind: "binary" })).toBe("application/octet-stream");
});
