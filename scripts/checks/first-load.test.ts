import { expect, test } from "vitest";
import { firstFiles, type Manifest } from "./first-load.ts";

const manifest: Manifest = {
  "index.html": { file: "index.js", imports: ["_solid.js"] },
  "_solid.js": { file: "solid.js" },
  "chat/ChatPanel.tsx": { file: "chat.js", imports: ["_solid.js", "_marked.js"] },
  "_marked.js": { file: "marked.js", imports: ["_solid.js"] },
  "files/editor/make-document.ts": { file: "editor.js" },
};

test("what is shared counts once, what loads later does not count", () => {
  expect(firstFiles(manifest, ["index.html", "chat/ChatPanel.tsx"]).toSorted()).toEqual([
    "chat.js",
    "index.js",
    "marked.js",
    "solid.js",
  ]);
});

test("a screen that moved fails the check instead of weighing nothing", () => {
  expect(() => firstFiles(manifest, ["screens/gone.tsx"])).toThrow("screens/gone.tsx");
});
