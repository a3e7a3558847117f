import { expect, test } from "vitest";
import { chunkName, smallChunkName, type ModuleNode } from "./chunks.ts";

/** A graph out of who imports whom; `lazy` are asked for by `import()`. */
function graph(imports: Record<string, readonly string[]>, lazy: readonly string[]) {
  const importersOf = (id: string) =>
    Object.keys(imports).filter((one) => imports[one]?.includes(id));
  return {
    getModuleInfo: (id: string): ModuleNode => ({
      isEntry: id === "/web/begin.ts",
      importers: importersOf(id),
      dynamicImporters: lazy.includes(id) ? ["/web/begin.ts"] : [],
    }),
  };
}

const projects = "/web/screens/projects/ProjectsScreen.tsx";
const signIn = "/web/screens/sign-in/SignInScreen.tsx";
const account = "/web/screens/account/AccountScreen.tsx";
const dialog = "/web/files/MergeDialog.tsx";
const page = (name: string) => `/web/admin/x/${name}Page.tsx`;
const adminScreen = "/web/admin/AdminScreen.tsx";
const pages = ["A", "B", "C", "D"].map(page);

const built = graph(
  {
    "/web/begin.ts": ["early"],
    "/web/main.tsx": ["button", "early"],
    [projects]: ["button", "tabs", "grid", "note", "field"],
    [account]: ["tabs", "note", "field"],
    [signIn]: ["field"],
    [adminScreen]: ["field"],
    [dialog]: ["merge", "grid"],
    "/web/files/other.tsx": ["merge"],
    ...Object.fromEntries(pages.map((one) => [one, ["table"]])),
    [page("A")]: ["table", "chart", "note", "cell", "field"],
    [page("B")]: ["table", "chart"],
    table: ["row"],
  },
  [
    "/web/main.tsx",
    signIn,
    projects,
    account,
    adminScreen,
    dialog,
    "/web/files/other.tsx",
    ...pages,
  ],
);
const name = (id: string) => chunkName(id, built);

test("what the page itself needs comes with it, whoever else needs it", () => {
  expect(name("/web/main.tsx")).toBe("start");
  expect(name("button")).toBe("start");
});

test("what comes before it has a file of its own", () => {
  expect(name("/web/begin.ts")).toBeNull();
  expect(name("early")).toBeNull();
});

test("what screens share has a file of exactly those screens", () => {
  expect(name("tabs")).toBe("account-projects");
  expect(name("chart")).toBe("A-B");
});

test("what one screen needs, and what only dialogs share, is left to the bundler", () => {
  for (const id of [projects, "grid", "cell", "merge", dialog]) expect(name(id), id).toBeNull();
});

test("what many pages share comes with the console, with all it needs itself", () => {
  expect(name("table")).toBe("console");
  expect(name("row")).toBe("console");
});

test("what many screens share comes with each, apart from what signing in does without", () => {
  expect(name("note")).toBe("inside");
  expect(name("field")).toBe("everywhere");
});

test("what is too small for a file of its own comes with what all its screens load", () => {
  const small = (id: string) => smallChunkName(id, built);
  expect(small("tabs")).toBe("around");
  expect(small("chart")).toBe("console");
  expect(small("field")).toBe("everywhere");
  expect(small("grid")).toBeNull();
});
