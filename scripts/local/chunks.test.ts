import { expect, test } from "vitest";
import { sharedName, wideName, type ModuleNode } from "./chunks.ts";

/** A graph out of who imports whom; `lazy` are asked for by `import()`. */
function graph(imports: Record<string, readonly string[]>, lazy: readonly string[]) {
  const importersOf = (id: string) =>
    Object.keys(imports).filter((one) => imports[one]?.includes(id));
  return {
    getModuleInfo: (id: string): ModuleNode => ({
      isEntry: id === "/web/main.tsx",
      importers: importersOf(id),
      dynamicImporters: lazy.includes(id) ? ["/web/main.tsx"] : [],
    }),
  };
}

const projects = "/web/screens/projects/ProjectsScreen.tsx";
const signIn = "/web/screens/sign-in/SignInScreen.tsx";
const links = "/web/screens/links/ResetScreen.tsx";
const account = "/web/screens/account/AccountScreen.tsx";
const dialog = "/web/files/MergeDialog.tsx";
const page = (name: string) => `/web/admin/x/${name}Page.tsx`;
const adminScreen = "/web/admin/AdminScreen.tsx";
const pages = ["A", "B", "C", "D"].map(page);

const built = graph(
  {
    "/web/main.tsx": ["button", "early"],
    [projects]: ["button", "tabs", "grid", "note", "field"],
    [account]: ["tabs", "note", "field", "mail", "security"],
    [signIn]: ["field", "mail", "letter"],
    [links]: ["letter"],
    [adminScreen]: ["field", "security"],
    [dialog]: ["merge", "grid"],
    "/web/files/other.tsx": ["merge"],
    ...Object.fromEntries(pages.map((one) => [one, ["table"]])),
    [page("A")]: ["table", "chart", "note", "cell", "field"],
    [page("B")]: ["table", "chart"],
    table: ["row"],
  },
  [signIn, links, projects, account, adminScreen, dialog, "/web/files/other.tsx", ...pages],
);
const shared = (id: string) => sharedName(id, built);
const wide = (id: string) => wideName(id, built);

test("what the page itself needs comes with it, whoever else needs it", () => {
  for (const id of ["/web/main.tsx", "button", "early"]) {
    expect(shared(id), id).toBeNull();
    expect(wide(id), id).toBe("start");
  }
});

test("what two share has a file of just those two, where it is large", () => {
  expect(shared("tabs")).toBe("account-projects");
  expect(shared("chart")).toBe("A-B");
});

test("what one screen needs, and what only dialogs share, is left to the bundler", () => {
  for (const id of [projects, "grid", "cell", "merge", dialog]) {
    expect(shared(id), id).toBeNull();
    expect(wide(id), id).toBeNull();
  }
});

test("what one screen needs in several of its beginnings has a file of that screen", () => {
  expect(shared("letter")).toBeNull();
  expect(wide("letter")).toBe("outside");
});

test("what many pages share comes with the console, with all it needs itself", () => {
  for (const id of ["table", "row"]) {
    expect(shared(id), id).toBeNull();
    expect(wide(id), id).toBe("console");
  }
});

test("what many screens share comes with the page itself", () => {
  for (const id of ["note", "field"]) {
    expect(shared(id), id).toBeNull();
    expect(wide(id), id).toBe("start");
  }
});

test("what the console shares with one other screen has no file of the two", () => {
  expect(shared("security")).toBeNull();
  expect(wide("security")).toBe("around");
});

test("what is too small for a file of its own comes with what all its screens load", () => {
  expect(wide("tabs")).toBe("around");
  expect(wide("chart")).toBe("console");
});

test("what signing in shares with one other is never in a file of the others", () => {
  expect(shared("mail")).toBe("account-outside");
  expect(wide("mail")).toBe("start");
});
