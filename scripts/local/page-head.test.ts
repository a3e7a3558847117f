import { expect, test } from "vitest";
import { checkHash, drawnLast, earlyScript, screenFiles } from "./page-head.ts";

const piece = (name: string, imports: readonly string[] = [], folder = "") => ({
  type: "chunk",
  name,
  fileName: `assets/${name}${folder}-1.js`,
  imports: imports.map((one) => `assets/${one}-1.js`),
  isEntry: name === "index",
  facadeModuleId: `/here/web/${folder}/${name}.tsx`,
});

const bundle = Object.fromEntries(
  [
    piece("index", ["runtime"]),
    piece("runtime"),
    piece("AdminScreen", ["table", "index"], "admin"),
    piece("table", ["runtime", "menu"]),
    piece("menu"),
    piece("UsersPage", ["index", "table", "chart"], "admin/people"),
    piece("chart"),
    piece("RequestsPage", ["menu"], "screens/account"),
    piece("RequestsPage", ["table"], "admin/requests"),
    { type: "asset", name: "UsersPage", fileName: "assets/UsersPage-1.css" },
  ].map((one) => [one.fileName, one]),
);
const screens = { admin: ["AdminScreen"] };

test("the page says what a screen needs on top of what is there, and a page of the console on top of that", () => {
  expect(screenFiles(screens, ["users", "requests"], bundle).split(" ")).toEqual([
    "admin=/assets/AdminScreenadmin-1.js,/assets/table-1.js,/assets/menu-1.js",
    "admin/users=/assets/UsersPageadmin/people-1.js,/assets/chart-1.js",
    "admin/requests=/assets/RequestsPageadmin/requests-1.js",
  ]);
});

test("a piece that goes by another name now fails the build instead of coming late", () => {
  expect(() => screenFiles({ p: ["Workbench"] }, [], bundle)).toThrow("Workbench");
  expect(() => screenFiles(screens, ["audit"], bundle)).toThrow("audit");
});

test("the first script is one, without imports or what browsers of 2015 cannot read, and the policy lets it run", async () => {
  const script = await earlyScript();
  expect(script).not.toMatch(/\bimport\b|\basync\b|\?\.[a-z]|\?\?|<\/script/i);
  expect(() => checkHash(script)).not.toThrow();
  expect(() => checkHash(`${script};`)).toThrow(/is to say sha256-/);
});

test("nothing is drawn before the page's module has run", () => {
  expect(drawnLast(`<script>a</script><script type="module" crossorigin src="/a.js">`)).toBe(
    `<script>a</script><script type="module" blocking="render" crossorigin src="/a.js">`,
  );
  expect(() => drawnLast(`<script src="/a.js">`)).toThrow("module");
});
