import { fileURLToPath } from "node:url";
import type { Plugin } from "vite";

const icon = fileURLToPath(new URL("../../web/ui/icon.ts", import.meta.url));

/** Each icon of lucide-solid is its own data and one component for all: that component is ours. */
export const leanIcons = (): Plugin => ({
  name: "lean-icons",
  enforce: "pre",
  resolveId: (asked, from) =>
    /^\.\.\/Icon(\.\w+)?$/.test(asked) && /\/lucide-solid\/dist\/\w+\/icons\//.test(from ?? "")
      ? icon
      : null,
});
