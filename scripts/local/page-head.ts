import { createHash } from "node:crypto";
import { build, type Plugin } from "vite";
import { sections } from "../../web/admin/page.ts";
import { earlyScriptHash } from "../../workers/platform/http/early-script.ts";
import { fromRoot } from "../setup/paths.ts";

interface Piece {
  readonly type: string;
  readonly name?: string;
  readonly isEntry?: boolean;
  readonly facadeModuleId?: string | null;
  readonly fileName: string;
  readonly imports?: readonly string[];
}

type Bundle = Readonly<Record<string, Piece>>;

/** Screens by the first part of their address: the pieces that draw them. */
export type Screens = Readonly<Record<string, readonly string[]>>;

/** Files of the piece that fits and of all it imports. Throws where not just one does. */
function filesOf(what: string, fits: (piece: Piece) => boolean, bundle: Bundle): string[] {
  const pieces = Object.values(bundle).filter((one) => one.type === "chunk" && fits(one));
  if (pieces.length !== 1)
    throw new Error(
      `One piece for ${what} was expected, not ${pieces.map((one) => one.fileName).join()}`,
    );
  // A set hands out what is added while it is read.
  const files = new Set(pieces.map(({ fileName }) => fileName));
  for (const file of files) for (const next of bundle[file]?.imports ?? []) files.add(next);
  return [...files];
}

const filesNamed = (name: string, bundle: Bundle): string[] =>
  filesOf(name, (piece) => piece.name === name, bundle);

/** A page of the console, in whatever folder: `users` is drawn by `UsersPage`. */
const filesOfPage = (page: string, bundle: Bundle): string[] => {
  const file = `/${page.charAt(0).toUpperCase()}${page.slice(1)}Page.tsx`;
  return filesOf(
    page,
    ({ facadeModuleId: id }) => id?.includes("/web/admin/") === true && id.endsWith(file),
    bundle,
  );
};

/**
 * What a screen, or a page of the console, needs on top of what every page does, by address, as `early.ts` reads it:
 * `p=/assets/a.js,/assets/b.js admin/users=/assets/c.js`.
 */
export function screenFiles(screens: Screens, pages: readonly string[], bundle: Bundle): string {
  const known = new Set(filesOf("the page", (piece) => piece.isEntry === true, bundle));
  const entry = (address: string, files: readonly string[]): string =>
    `${address}=${[...new Set(files)].filter((file) => !known.has(file)).map((file) => `/${file}`)}`;
  const named = (names: readonly string[]) => names.flatMap((name) => filesNamed(name, bundle));
  const said = Object.entries(screens).map(([address, names]) => entry(address, named(names)));
  for (const file of named(screens["admin"] ?? [])) known.add(file);
  return [...said, ...pages.map((page) => entry(`admin/${page}`, filesOfPage(page, bundle)))].join(
    " ",
  );
}

/** `web/early.ts` as it stands in the page: one script without imports, for browsers of 2015. */
export async function earlyScript(): Promise<string> {
  const built = await build({
    configFile: false,
    logLevel: "error",
    build: {
      write: false,
      target: "es2015",
      rolldownOptions: { input: fromRoot("web/early.ts"), output: { format: "iife" } },
    },
  });
  const [one] = [built].flat();
  if (one === undefined || !("output" in one) || one.output.length !== 1)
    throw new Error("web/early.ts was expected to become one script");
  return one.output[0].code.trim();
}

/** Throws where the Worker's policy would not let this script run. */
export function checkHash(script: string): void {
  const hash = `sha256-${createHash("sha256").update(script).digest("base64")}`;
  if (hash !== earlyScriptHash)
    throw new Error(
      `web/early.ts has changed: workers/platform/http/early-script.ts is to say ${hash}`,
    );
}

/** Where the page has its first script: before its styles, for which a script after them would wait. */
const place = "<!-- early.ts -->";

/** Lets no browser draw the page before its script has run: it would draw an empty one, for nothing. */
export function drawnLast(html: string): string {
  const drawn = html.replace(/<script type="module"(?= [^>]*src=)/, '$& blocking="render"');
  if (drawn === html) throw new Error("The page was expected to have a module for its script");
  return drawn;
}

/** The head of the SPA's page: its first script, and what the browser fetches while that runs. */
export const pageHead = (screens: Screens): Plugin => ({
  name: "page-head",
  transformIndexHtml: {
    order: "post",
    handler: async (html, { bundle }) => {
      const script = await earlyScript();
      const element = `<script>${script}</script>`;
      // The development server has neither a policy nor files to name.
      if (bundle === undefined) return html.replace(place, () => element);
      checkHash(script);
      const pages = sections.flatMap((section) => section.pages);
      const said = screenFiles(screens, pages, bundle as Bundle);
      const meta = `<meta name="screen-files" content="${said}" />`;
      return drawnLast(html).replace(place, () => `${meta}\n    ${element}`);
    },
  },
});
