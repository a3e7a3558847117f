import { expect, test } from "vitest";
import { tagsFor } from "./preload-start.ts";

const piece = (name: string, imports: readonly string[] = []) => ({
  type: "chunk",
  name,
  fileName: `assets/${name}-1.js`,
  imports: imports.map((one) => `assets/${one}-1.js`),
});

const bundle = Object.fromEntries(
  [
    piece("start", ["runtime"]),
    piece("runtime"),
    piece("Admin", ["table", "start"]),
    piece("table", ["runtime", "menu"]),
    piece("menu"),
    { type: "asset", name: "start", fileName: "assets/start-1.css" },
  ].map((one) => [one.fileName, one]),
);

test("the page names what every screen needs, with all that needs itself", () => {
  const links = tagsFor("start", "Admin", bundle).filter(({ tag }) => tag === "link");
  expect(links.map(({ attrs }) => attrs)).toEqual([
    { rel: "modulepreload", crossorigin: true, href: "/assets/start-1.js" },
    { rel: "modulepreload", crossorigin: true, href: "/assets/runtime-1.js" },
  ]);
});

test("it says what the console needs on top of that, before the script that reads it", () => {
  const [said] = tagsFor("start", "Admin", bundle);
  expect(said).toEqual({
    tag: "meta",
    attrs: {
      name: "console-files",
      content: "/assets/Admin-1.js /assets/table-1.js /assets/menu-1.js",
    },
    injectTo: "head-prepend",
  });
});

test("a piece that goes by another name now fails the build instead of coming late", () => {
  expect(() => tagsFor("begin", "Admin", bundle)).toThrow("begin");
});
