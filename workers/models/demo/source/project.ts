/** What the manifest and entry points of a project say about it. */
import type { Conversation } from "../conversation.ts";
import {
  call,
  globCall,
  grepCall,
  parseMatches,
  parsePaths,
  readFiles,
  type SourceFile,
} from "../moves.ts";
import type { Steps } from "../play.ts";
import { isCode, isTest } from "./dialect.ts";
import { type Definition, findDefinitions } from "./functions.ts";

export interface Project {
  readonly name: string;
  readonly description: string;
  readonly version: string;
  readonly kind: "npm" | "python" | "go" | "rust" | "other";
  readonly manifest: string | null;
  readonly scripts: Readonly<Record<string, string>>;
  readonly dependencies: readonly string[];
  readonly bins: readonly string[];
  /** What the licence file's first line calls it, or the manifest's word. */
  readonly license: string | null;
  readonly readme: SourceFile | null;
  readonly entries: readonly SourceFile[];
  /** Code files that are no tests, shallow first. */
  readonly code: readonly string[];
  readonly tests: readonly string[];
  readonly publicApi: readonly { path: string; definition: Definition }[];
  readonly esm: boolean;
}

const manifests = [
  "package.json",
  "pyproject.toml",
  "setup.py",
  "go.mod",
  "Cargo.toml",
  "requirements.txt",
];
const depth = (path: string): number => path.split("/").length;
const noise =
  /(?:^|\/)(?:node_modules|dist|build|vendor|\.git|coverage|__pycache__)\/|\.min\.|\.d\.ts$/;

export function* studyProject(c: Conversation): Steps<Project> {
  const opening = c.say(
    "プロジェクトの構成を調べます。",
    "Let me look at how the project is built.",
  );
  const [top, sources] = yield* call(
    c,
    opening,
    globCall(`{${manifests.join(",")},README*,readme*,LICENSE*,LICENCE*,license*,COPYING*}`),
    globCall("**/*.{ts,tsx,js,jsx,mjs,cjs,py,go,rs,rb,java,php}"),
  );
  const topFiles = parsePaths(top).filter((path) => !path.includes("/"));
  const shallow = (a: string, b: string) => depth(a) - depth(b) || (a < b ? -1 : 1);
  const all = parsePaths(sources)
    .filter((path) => isCode(path) && !noise.test(path))
    .sort(shallow);
  const code = all.filter((path) => !isTest(path) && !/config\.|\.config/.test(path));
  const first = yield* readFiles(
    c,
    topFiles.filter((path) => !/lock/.test(path)).slice(0, 6),
    c.say("マニフェストとライセンスを読みます。", "Reading the manifest and the licence."),
  );
  const manifest = manifests
    .map((name) => first.find((file) => file.path === name))
    .find((file) => file !== undefined);
  const about = readManifest(manifest);
  const wanted = entryPaths(about.main, code);
  const entries = yield* readFiles(
    c,
    wanted,
    c.say("入口のファイルを読みます。", "Reading the entry points."),
  );
  const [grep] = yield* call(
    c,
    c.say("公開されている定義を探します。", "Looking for what it exports."),
    grepCall(String.raw`^(export |module\.exports|exports\.|def |class |func [A-Z]|pub fn )`, {
      head_limit: 200,
    }),
  );
  const exported = [...new Set(parseMatches(grep).map((match) => match.path))].filter((path) =>
    code.includes(path),
  );
  const followed = followExports(entries, code);
  const more = [...followed, ...exported]
    .filter((path) => !wanted.includes(path))
    .slice(0, Math.max(0, 8 - wanted.length));
  const rest = yield* readFiles(c, [...new Set(more)]);
  const files = [...entries, ...rest];
  const licence = first.find((file) => /^(?:licen[cs]e|copying)/i.test(file.path));
  return {
    ...about,
    manifest: manifest?.path ?? null,
    license: titleOf(licence) ?? about.license,
    readme: first.find((file) => /^readme/i.test(file.path)) ?? null,
    entries,
    code,
    tests: all.filter((path) => isTest(path)),
    publicApi: files.flatMap((file) => publicOf(file)),
  };
}

/** Null where the text begins with whose it is, and not with its name. */
function titleOf(licence: SourceFile | undefined): string | null {
  const line = licence?.lines.find((one) => one.trim() !== "")?.trim();
  return line === undefined || /^copyright\b/i.test(line) ? null : line;
}

function publicOf(file: SourceFile): { path: string; definition: Definition }[] {
  const text = file.lines.join("\n");
  const listed = new Set(
    [...text.matchAll(/(?:module\.exports\s*=|export)\s*\{([^}]*)\}/g)].flatMap((match) =>
      (match[1] ?? "").split(",").map(
        (one) =>
          one
            .trim()
            .split(/\s+as\s+|:/)[0]
            ?.trim() ?? "",
      ),
    ),
  );
  const single = /(?:module\.exports\s*=|export\s+default)\s+([\w$]+)\s*;?/.exec(text)?.[1];
  return findDefinitions(file.path, file.lines)
    .filter((one) => one.indent === "" && !one.name.startsWith("_"))
    .filter((one) => one.exported || listed.has(one.name) || single === one.name)
    .map((definition) => ({ path: file.path, definition }));
}

function followExports(entries: readonly SourceFile[], code: readonly string[]): string[] {
  return entries.flatMap((file) => {
    const folder = file.path.includes("/")
      ? file.path.slice(0, file.path.lastIndexOf("/") + 1)
      : "";
    const named = [
      ...file.lines.join("\n").matchAll(/(?:from\s+|require\()["']\.\/([^"']+)["']/g),
    ].map((match) => folder + (match[1] ?? "").replace(/\.[cm]?js$/, ""));
    return named.flatMap((stem) =>
      code.filter(
        (path) =>
          path.replace(/\.[cm]?[jt]sx?$/, "") === stem ||
          path.replace(/\/index\.[cm]?[jt]sx?$/, "") === stem,
      ),
    );
  });
}

function entryPaths(main: readonly string[], code: readonly string[]): string[] {
  const named = main
    .map((path) => path.replace(/^\.\//, ""))
    .flatMap((path) =>
      code.filter(
        (one) =>
          one === path ||
          one === path.replace(/^(?:dist|lib|build)\//, "src/").replace(/\.[cm]?js$/, ".ts"),
      ),
    );
  const usual = code.filter((path) =>
    /^(?:src\/|lib\/)?(?:index|main|app|cli|server|__main__|mod|lib)\.\w+$/.test(path),
  );
  const found = [...new Set([...named, ...usual])];
  return (found.length > 0 ? found : code).slice(0, 4);
}

type About = Omit<Project, "manifest" | "readme" | "entries" | "code" | "tests" | "publicApi"> & {
  main: string[];
};

function readManifest(file: SourceFile | undefined): About {
  const nothing: About = {
    name: "",
    description: "",
    version: "",
    kind: "other",
    scripts: {},
    dependencies: [],
    bins: [],
    license: null,
    esm: false,
    main: [],
  };
  if (file === undefined) return nothing;
  const text = file.lines.join("\n");
  if (file.path === "package.json") return { ...nothing, ...readPackageJson(text) };
  const value = (key: string) =>
    new RegExp(String.raw`^\s*${key}\s*=\s*["']([^"']*)["']`, "m").exec(text)?.[1] ?? "";
  const about = {
    ...nothing,
    name: value("name"),
    description: value("description"),
    version: value("version"),
  };
  if (file.path === "go.mod")
    return { ...about, kind: "go", name: /^module\s+(\S+)/m.exec(text)?.[1] ?? "" };
  if (file.path === "Cargo.toml")
    return { ...about, kind: "rust", license: value("license") || null };
  const listed = /dependencies\s*=\s*\[([^\]]*)\]/.exec(text)?.[1]?.match(/["']([\w.-]+)/g) ?? [];
  const plain =
    file.path === "requirements.txt"
      ? file.lines.map((line) => /^[\w.-]+/.exec(line)?.[0] ?? "")
      : [];
  const dependencies = [...listed.map((one) => one.slice(1)), ...plain].filter(Boolean);
  const bins = [
    ...(/\[project\.scripts\]\n([^[]*)/.exec(text)?.[1] ?? "").matchAll(/^([\w-]+)\s*=/gm),
  ].map((match) => match[1] ?? "");
  return { ...about, kind: "python", dependencies, bins, license: value("license") || null };
}

function readPackageJson(text: string): Partial<About> {
  let json: Record<string, unknown>;
  try {
    json = JSON.parse(text) as Record<string, unknown>;
  } catch {
    return { kind: "npm" };
  }
  const word = (value: unknown) => (typeof value === "string" ? value : "");
  const table = (value: unknown) =>
    typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
  const bin =
    typeof json["bin"] === "string"
      ? [word(json["name"]).replace(/^@[^/]+\//, "")]
      : Object.keys(table(json["bin"]));
  // A manifest may be nested deeper than the stack; conditions in one that means something are few.
  const paths = (value: unknown, levels = 8): string[] => {
    if (typeof value === "string") return [value];
    if (levels === 0) return [];
    return Object.values(table(value)).flatMap((one) => paths(one, levels - 1));
  };
  return {
    kind: "npm",
    name: word(json["name"]),
    description: word(json["description"]),
    version: word(json["version"]),
    license: word(json["license"]) || null,
    scripts: Object.fromEntries(
      Object.entries(table(json["scripts"])).map(([name, value]) => [name, word(value)]),
    ),
    dependencies: Object.keys(table(json["dependencies"])),
    bins: bin,
    esm: json["type"] === "module" || json["module"] !== undefined,
    main: [
      word(json["main"]),
      word(json["module"]),
      ...paths(json["exports"]),
      ...paths(json["bin"]),
    ].filter(Boolean),
  };
}
