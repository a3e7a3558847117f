import type { Language } from "@codemirror/language";

type Parser = Language["parser"];
type Load = () => Promise<Parser>;

const javascript = async (dialect: string): Promise<Parser> =>
  (await import("@codemirror/lang-javascript")).javascriptLanguage.configure({ dialect }).parser;

const shell: Load = async () => {
  const [{ StreamLanguage }, mode] = await Promise.all([
    import("@codemirror/language"),
    import("@codemirror/legacy-modes/mode/shell"),
  ]);
  return StreamLanguage.define(mode.shell).parser;
};

const difference: Load = async () => {
  const [{ StreamLanguage }, mode] = await Promise.all([
    import("@codemirror/language"),
    import("@codemirror/legacy-modes/mode/diff"),
  ]);
  return StreamLanguage.define(mode.diff).parser;
};

/** Grammars by the name on the fence or by a file's ending; each is loaded when it is first needed. */
const loaders: Readonly<Record<string, Load>> = {
  js: () => javascript("jsx"),
  ts: () => javascript("ts"),
  tsx: () => javascript("ts jsx"),
  json: async () => (await import("@codemirror/lang-json")).jsonLanguage.parser,
  py: async () => (await import("@codemirror/lang-python")).pythonLanguage.parser,
  css: async () => (await import("@codemirror/lang-css")).cssLanguage.parser,
  html: async () => (await import("@codemirror/lang-html")).htmlLanguage.parser,
  go: async () => (await import("@codemirror/lang-go")).goLanguage.parser,
  rs: async () => (await import("@codemirror/lang-rust")).rustLanguage.parser,
  java: async () => (await import("@codemirror/lang-java")).javaLanguage.parser,
  cpp: async () => (await import("@codemirror/lang-cpp")).cppLanguage.parser,
  php: async () => (await import("@codemirror/lang-php")).phpLanguage.parser,
  sql: async () => (await import("@codemirror/lang-sql")).StandardSQL.language.parser,
  xml: async () => (await import("@codemirror/lang-xml")).xmlLanguage.parser,
  yaml: async () => (await import("@codemirror/lang-yaml")).yamlLanguage.parser,
  sh: shell,
  diff: difference,
};

const aliases: Readonly<Record<string, string>> = {
  javascript: "js",
  jsx: "js",
  mjs: "js",
  cjs: "js",
  typescript: "ts",
  mts: "ts",
  jsonc: "json",
  python: "py",
  scss: "css",
  vue: "html",
  golang: "go",
  rust: "rs",
  c: "cpp",
  h: "cpp",
  "c++": "cpp",
  svg: "xml",
  yml: "yaml",
  bash: "sh",
  shell: "sh",
  zsh: "sh",
  console: "sh",
  patch: "diff",
};

const loaded = new Map<string, Promise<Parser>>();

/** The grammar of a name, read once; a load that failed is tried again the next time. */
function grammar(language: string): Promise<Parser> | null {
  const name = aliases[language.toLowerCase()] ?? language.toLowerCase();
  const load = Object.hasOwn(loaders, name) ? loaders[name] : undefined;
  if (!load) return null;
  const held = loaded.get(name);
  if (held) return held;
  const parser = load();
  loaded.set(name, parser);
  parser.catch(() => loaded.delete(name));
  return parser;
}

const sliceMs = 10;

/** Reads long code a little at a time, so that the page answers meanwhile. */
async function parseInSlices(parser: Parser, code: string) {
  const parse = parser.startParse(code);
  let began = performance.now();
  for (;;) {
    const tree = parse.advance();
    if (tree !== null) return tree;
    if (performance.now() - began < sliceMs) continue;
    await new Promise((resolve) => setTimeout(resolve));
    began = performance.now();
  }
}

/** Beyond this a page would notice the work; such code stays plain. */
const longest = 30_000;

/** The code as nodes coloured by `tok-…` classes, or null where no grammar knows it. */
export async function highlight(code: string, language: string): Promise<DocumentFragment | null> {
  const found = code.length > longest ? null : grammar(language);
  if (!found) return null;
  const [parser, { classHighlighter, highlightCode }] = await Promise.all([
    found,
    import("@lezer/highlight"),
  ]);
  const out = document.createDocumentFragment();
  highlightCode(
    code,
    await parseInSlices(parser, code),
    classHighlighter,
    (text, classes) => {
      if (!classes) return out.append(text);
      const span = document.createElement("span");
      span.className = classes;
      span.textContent = text;
      out.append(span);
    },
    () => out.append("\n"),
  );
  return out;
}
