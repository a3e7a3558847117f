import { describe, expect, test } from "vitest";
import { createBudget } from "./budget.ts";
import { archivePath, createIntake, maxEntries } from "./intake.ts";
import { commonTop, placeEntries } from "./place.ts";

const whyOf = (work: () => unknown): unknown => {
  try {
    return work();
  } catch (error) {
    const { code, details } = error as { code: string; details: Record<string, unknown> };
    return `${code} ${String(details["why"] ?? details["limit"])}`;
  }
};

const file = (path: string) => ({ path, type: "file" as const });
const directory = (path: string) => ({ path, type: "directory" as const });

describe("a name of an archive", () => {
  test.each([
    ["./src/a.ts", "src/a.ts"],
    ["././a", "a"],
    ["dir/", "dir"],
    ["./", ""],
    [".", ""],
    ["cafe\u0301", "caf\u00e9"],
  ])("%j is %j", (name, path) => {
    expect(archivePath(name)).toBe(path);
  });

  test.each([
    ["/etc/passwd", "absolute"],
    ["/", "absolute"],
    ["C:/x", "absolute"],
    ["../x", "dot_segment"],
    ["a/../../x", "dot_segment"],
    ["./../x", "dot_segment"],
    ["..\\x", "backslash"],
    ["a//b", "empty_segment"],
    ["a\0b", "control_character"],
  ])("%j refuses the archive: %s", (name, why) => {
    expect(whyOf(() => archivePath(name))).toBe(`FILE_007 ${why}`);
  });
});

describe("what comes in", () => {
  test("version control, dependencies and system files stay out, each folder named once", () => {
    const intake = createIntake();
    const names = [
      "p/.git/config",
      "p/.git/HEAD",
      "p/node_modules/x/index.js",
      "p/lib/node_modules/y/a.js",
      "__MACOSX/p/._a",
      "p/.DS_Store",
    ];
    for (const name of names) expect(intake.admit({ name, type: "file" })).toBeNull();
    expect(intake.admit({ name: "p/.gitignore", type: "file" })).toEqual(file("p/.gitignore"));
    expect(intake.skipped).toEqual([
      { path: "p/.git", reason: "version_control" },
      { path: "p/node_modules", reason: "dependencies" },
      { path: "p/lib/node_modules", reason: "dependencies" },
      { path: "__MACOSX", reason: "system_file" },
      { path: "p/.DS_Store", reason: "system_file" },
    ]);
  });

  test("at most 100 skipped paths are named", () => {
    const intake = createIntake();
    for (let n = 0; n < 150; n++) intake.admit({ name: `d${n}/.git/x`, type: "file" });
    expect(intake.skipped).toHaveLength(100);
  });

  test("links, special and encrypted files refuse the archive, but not where they are skipped", () => {
    const { admit } = createIntake();
    expect(whyOf(() => admit({ name: "a", type: "link" }))).toBe("FILE_007 link");
    expect(whyOf(() => admit({ name: "a", type: "special" }))).toBe("FILE_007 special_file");
    const secret = { name: "a", type: "file", encrypted: true } as const;
    expect(whyOf(() => admit(secret))).toBe("FILE_007 encrypted");
    expect(admit({ name: "node_modules/.bin/tsc", type: "link" })).toBeNull();
  });

  test("a path outside refuses the archive even where it would be skipped", () => {
    const { admit } = createIntake();
    expect(whyOf(() => admit({ name: "node_modules/../../x", type: "file" }))).toBe(
      "FILE_007 dot_segment",
    );
  });

  test("the same file twice refuses the archive, also when only its Unicode form differs", () => {
    const { admit } = createIntake();
    admit({ name: "caf\u00e9", type: "file" });
    expect(whyOf(() => admit({ name: "./cafe\u0301", type: "file" }))).toBe("FILE_007 duplicate");
  });

  test("names that differ in case are two files, as in the project", () => {
    const { admit } = createIntake();
    admit({ name: "README", type: "file" });
    expect(admit({ name: "readme", type: "file" })).toEqual(file("readme"));
  });

  test("one entry more than the limit refuses the archive, skipped ones counted", () => {
    const { admit } = createIntake();
    for (let n = 0; n < maxEntries; n++) admit({ name: `.git/${n}`, type: "file" });
    expect(whyOf(() => admit({ name: "a", type: "file" }))).toBe("FILE_009 20000");
  });
});

describe("where it goes", () => {
  test("the single top folder is found", () => {
    expect(commonTop([directory("package"), file("package/a"), file("package/b/c")])).toBe(
      "package",
    );
    expect(commonTop([file("a/x"), file("b/y")])).toBeNull();
    expect(commonTop([file("a/x"), file("README")])).toBeNull();
    expect(commonTop([])).toBeNull();
  });

  test("auto drops it, none keeps it, into goes before it", () => {
    const entries = [directory("p"), file("p/a"), file("p/b/c")];
    const paths = (into: string, strip: "auto" | "none") =>
      placeEntries(entries, { into, strip }).map((entry) => entry.path);
    expect(paths("", "auto")).toEqual(["a", "b/c"]);
    expect(paths("", "none")).toEqual(["p", "p/a", "p/b/c"]);
    expect(paths("lib", "auto")).toEqual(["lib/a", "lib/b/c"]);
  });

  test("a file that must also be a directory refuses the archive", () => {
    const place = (...entries: ReturnType<typeof file | typeof directory>[]) =>
      whyOf(() => placeEntries(entries, { into: "", strip: "none" }));
    expect(place(file("a"), file("a/b"))).toBe("FILE_007 duplicate");
    expect(place(file("a/b/c"), file("a"))).toBe("FILE_007 duplicate");
    expect(place(file("a"), directory("a"))).toBe("FILE_007 duplicate");
  });

  test("a path that becomes too long below `into`, or reserved at the top, refuses the archive", () => {
    const long = file(`${"d/".repeat(500)}x`);
    expect(whyOf(() => placeEntries([long], { into: "x".repeat(30), strip: "none" }))).toBe(
      "FILE_007 too_long",
    );
    const hidden = [file("p/.engawa/x"), file("p/a")];
    expect(whyOf(() => placeEntries(hidden, { into: "", strip: "auto" }))).toBe(
      "FILE_007 reserved",
    );
  });
});

describe("the budget", () => {
  test("what packs tighter than any honest file is a bomb, once it is large", () => {
    const budget = createBudget();
    budget.packed(1000);
    budget.unpacked(16 * 1024 * 1024);
    expect(whyOf(() => budget.unpacked(1))).toBe("FILE_007 bomb");
  });

  test("one import holds at most 512 MiB", () => {
    const budget = createBudget();
    budget.packed(512 * 1024 * 1024);
    budget.unpacked(512 * 1024 * 1024);
    expect(whyOf(() => budget.unpacked(1))).toBe("FILE_001 import");
  });
});
