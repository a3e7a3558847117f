import { existsSync, readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { SettingCategory } from "../../workers/contract/admin-setting.ts";
import { allEndpoints } from "../../workers/contract/index.ts";
import { sections } from "../../web/admin/page.ts";

interface UseCase {
  readonly number: string;
  readonly screens: readonly string[];
  readonly endpoints: readonly string[];
  readonly tests: readonly string[];
}

const code = (cell: string): string[] =>
  [...cell.matchAll(/`([^`]+)`/g)].map(([, text = ""]) => text);

/** The rows of the table in docs/admin-guide.md. */
const useCases: UseCase[] = [
  ...readFileSync("docs/admin-guide.md", "utf8").matchAll(/^\| (SA-\d{3}) +\|(.*)\|$/gm),
].map(([, number = "", rest = ""]) => {
  const [, screens = "", endpoints = "", tests = ""] = rest.split("|");
  return {
    number,
    screens: code(screens),
    endpoints: code(endpoints),
    tests: code(tests),
  };
});

/** As the guide writes addresses: `:id{.+}` is `{id}`. */
const endpoints = new Set(
  Object.values(allEndpoints).map(
    ({ method, path }) => `${method} ${path.replace(/:(\w+)(\{[^}]*\})?/g, "{$1}")}`,
  ),
);

const pages = new Set<string>(sections.flatMap((section) => section.pages));

/** Addresses outside the console: `"/sign-in"`. */
const routes = new Set(
  [...readFileSync("web/routes.tsx", "utf8").matchAll(/"(\/[^"]*)"/g)].map(([, path]) => path),
);

/** The page of users has the folder of people. */
const folderOf = (page: string): string => `web/admin/${page === "users" ? "people" : page}`;

const sourceOf = (page: string): string =>
  readdirSync(folderOf(page))
    .filter((file) => /\.tsx?$/.test(file) && !file.includes(".test."))
    .map((file) => readFileSync(`${folderOf(page)}/${file}`, "utf8"))
    .join("\n");

/** What a page calls its tabs: `const tabs = ["a", "b"]`. */
const tabsOf = (page: string, source: string): string[] => [
  ...[...source.matchAll(/\b(?:\w*[tT]abs|tools)\b[^=]*=\s*\[([^\]]*)\]/g)].flatMap(
    ([, list = ""]) => [...list.matchAll(/"(\w+)"/g)].map(([, tab = ""]) => tab),
  ),
  ...(page === "settings" ? SettingCategory.options : []),
];

/** What of an address leads nowhere; empty: it is a screen of the site. */
function problemsOf(screen: string): string[] {
  const { pathname, searchParams } = new URL(screen, "https://site");
  const [, , page = "", id, ...more] = decodeURIComponent(pathname).split("/");
  if (!pathname.startsWith("/admin/")) return routes.has(pathname) ? [] : [pathname];
  if (!pages.has(page) || more.length > 0) return [pathname];
  const source = sourceOf(page);
  const problems = [...searchParams].filter(([name, value]) =>
    name === "tab"
      ? !tabsOf(page, source).includes(value)
      : !new RegExp(`\\b${name}: `).test(source) ||
        !(source.includes(`"${value}"`) || /^\d+$/.test(value)),
  );
  const opens = id === undefined || source.includes(id === "{id}" ? "props.id" : `"${id}"`);
  return [...problems.map(([name, value]) => `${name}=${value}`), ...(opens ? [] : [pathname])];
}

test("every use case of document A, SA-001 to SA-043, has one row in the guide", () => {
  const all = Array.from({ length: 43 }, (_, at) => `SA-${String(at + 1).padStart(3, "0")}`);
  expect(useCases.map((one) => one.number)).toEqual(all);
});

test.each(useCases)("$number leads to screens, to endpoints and to tests of its own", (one) => {
  expect(one.screens.length).toBeGreaterThan(0);
  for (const screen of one.screens) expect(problemsOf(screen), screen).toEqual([]);
  expect(one.endpoints.length).toBeGreaterThan(0);
  for (const endpoint of one.endpoints) expect(endpoints).toContain(endpoint);
  expect(one.tests.some((file) => file.endsWith(".e2e.ts"))).toBe(true);
  for (const file of one.tests) {
    expect(existsSync(file), file).toBe(true);
    // In a test's title, not merely in a comment.
    expect(readFileSync(file, "utf8")).toMatch(new RegExp(`"[^"\\n]*${one.number}[^"\\n]*"`));
  }
});

test.each([
  "/admin/nothing",
  "/admin/audit?tab=gone",
  "/admin/projects?sort_by=colour",
  "/admin/settings?tab=security",
  "/admin/data/{id}",
  "/nowhere",
])("an address that is none is told: %s", (address) => {
  expect(problemsOf(address)).not.toEqual([]);
});
