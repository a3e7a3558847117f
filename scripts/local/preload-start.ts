import type { HtmlTagDescriptor, Plugin } from "vite";

interface Piece {
  readonly type: string;
  readonly name?: string;
  readonly fileName: string;
  readonly imports?: readonly string[];
}

type Bundle = Readonly<Record<string, Piece>>;

/** Files of the piece of that name and of all it imports. Throws where there is none of that name. */
function filesOf(name: string, bundle: Bundle): string[] {
  const pieces = Object.values(bundle).filter((one) => one.type === "chunk" && one.name === name);
  if (pieces.length !== 1) throw new Error(`One piece named ${name} was expected`);
  // A set hands out what is added while it is read.
  const files = new Set(pieces.map(({ fileName }) => fileName));
  for (const file of files) for (const next of bundle[file]?.imports ?? []) files.add(next);
  return [...files];
}

/** Links that make a browser fetch these at once. */
const linksTo = (files: readonly string[]): HtmlTagDescriptor[] =>
  files.map((file) => ({
    tag: "link",
    attrs: { rel: "modulepreload", crossorigin: true, href: `/${file}` },
    injectTo: "head",
  }));

/**
 * What every page needs, and by name what the console needs on top of it: `early.js` asks for that where
 * an address is the console's.
 */
export function tagsFor(start: string, console: string, bundle: Bundle): HtmlTagDescriptor[] {
  const first = filesOf(start, bundle);
  const more = filesOf(console, bundle).filter((file) => !first.includes(file));
  const content = more.map((file) => `/${file}`).join(" ");
  return [
    { tag: "meta", attrs: { name: "console-files", content }, injectTo: "head-prepend" },
    ...linksTo(first),
  ];
}

/** Lets the browser fetch both while `web/begin.ts` is still on its way. */
export function preloadStart(start: string, console: string): Plugin {
  return {
    name: "preload-start",
    apply: "build",
    transformIndexHtml: {
      order: "post",
      handler: (_html, { bundle = {} }) => tagsFor(start, console, bundle as Bundle),
    },
  };
}
