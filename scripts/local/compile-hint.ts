import type { Plugin } from "vite";

/** Asks V8 to compile a file whole while it comes, off the main thread, not function by function as they are called. */
const hint = "//# allFunctionsCalledOnLoad\n";

/**
 * What our own files begin with. A third of what drew a list first was some thousand functions being
 * compiled one by one, on the thread that draws. Libraries that come alone (an editor's languages, a
 * parser) are left as they are: most of what is in them is never called.
 */
export const compileHint = (): Plugin => ({
  name: "compile-hint",
  apply: "build",
  generateBundle: {
    // It counts in the first line only, and Vite puts one of its own there.
    order: "post",
    handler(_options, bundle) {
      for (const piece of Object.values(bundle)) {
        if (piece.type === "chunk" && piece.moduleIds.some(isOurs)) piece.code = hint + piece.code;
      }
    },
  },
});

const isOurs = (id: string): boolean => id.includes("/web/") && !id.includes("/node_modules/");
