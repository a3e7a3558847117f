import type { Extension } from "@codemirror/state";
import { StreamLanguage, type StreamParser } from "@codemirror/language";

const legacy = async (parser: Promise<StreamParser<unknown>>): Promise<Extension> =>
  StreamLanguage.define(await parser);

type Load = () => Promise<Extension>;

const javascript =
  (options: { jsx?: boolean; typescript?: boolean } = {}): Load =>
  async () =>
    (await import("@codemirror/lang-javascript")).javascript(options);
const cpp: Load = async () => (await import("@codemirror/lang-cpp")).cpp();
const html: Load = async () => (await import("@codemirror/lang-html")).html();
const json: Load = async () => (await import("@codemirror/lang-json")).json();
const markdown: Load = async () => (await import("@codemirror/lang-markdown")).markdown();
const yaml: Load = async () => (await import("@codemirror/lang-yaml")).yaml();
const xml: Load = async () => (await import("@codemirror/lang-xml")).xml();
const python: Load = async () => (await import("@codemirror/lang-python")).python();
const css: Load = async () => (await import("@codemirror/lang-css")).css();
const shell: Load = () =>
  legacy(import("@codemirror/legacy-modes/mode/shell").then((m) => m.shell));
const ruby: Load = () => legacy(import("@codemirror/legacy-modes/mode/ruby").then((m) => m.ruby));
const toml: Load = () => legacy(import("@codemirror/legacy-modes/mode/toml").then((m) => m.toml));
const docker: Load = () =>
  legacy(import("@codemirror/legacy-modes/mode/dockerfile").then((m) => m.dockerFile));
const properties: Load = () =>
  legacy(import("@codemirror/legacy-modes/mode/properties").then((m) => m.properties));
const kotlin: Load = () =>
  legacy(import("@codemirror/legacy-modes/mode/clike").then((m) => m.kotlin));
const csharp: Load = () =>
  legacy(import("@codemirror/legacy-modes/mode/clike").then((m) => m.csharp));
const swift: Load = () =>
  legacy(import("@codemirror/legacy-modes/mode/swift").then((m) => m.swift));
const lua: Load = () => legacy(import("@codemirror/legacy-modes/mode/lua").then((m) => m.lua));
const diff: Load = () => legacy(import("@codemirror/legacy-modes/mode/diff").then((m) => m.diff));

const byExtension: Record<string, Load> = {
  js: javascript({ jsx: true }),
  mjs: javascript(),
  cjs: javascript(),
  jsx: javascript({ jsx: true }),
  ts: javascript({ typescript: true }),
  mts: javascript({ typescript: true }),
  cts: javascript({ typescript: true }),
  tsx: javascript({ typescript: true, jsx: true }),
  json,
  jsonc: json,
  map: json,
  md: markdown,
  mdx: markdown,
  markdown,
  css,
  scss: css,
  less: css,
  html,
  htm: html,
  vue: html,
  svelte: html,
  xml,
  svg: xml,
  yml: yaml,
  yaml,
  toml,
  py: python,
  pyi: python,
  rs: async () => (await import("@codemirror/lang-rust")).rust(),
  go: async () => (await import("@codemirror/lang-go")).go(),
  java: async () => (await import("@codemirror/lang-java")).java(),
  php: async () => (await import("@codemirror/lang-php")).php(),
  sql: async () => (await import("@codemirror/lang-sql")).sql(),
  c: cpp,
  h: cpp,
  cc: cpp,
  cpp,
  hpp: cpp,
  kt: kotlin,
  cs: csharp,
  swift,
  rb: ruby,
  lua,
  sh: shell,
  bash: shell,
  zsh: shell,
  ini: properties,
  env: properties,
  properties,
  diff,
  patch: diff,
};

const byName: Record<string, Load> = {
  dockerfile: docker,
  makefile: shell,
  gemfile: ruby,
  rakefile: ruby,
  ".gitignore": properties,
  ".env": properties,
  ".bashrc": shell,
};

/** The language of a file by its name, loaded when it is first needed; none is plain text. */
export function languageOf(path: string): Promise<Extension> {
  const name = path.slice(path.lastIndexOf("/") + 1).toLowerCase();
  const load = byName[name] ?? byExtension[name.slice(name.lastIndexOf(".") + 1)];
  return load === undefined ? Promise.resolve([]) : load();
}
