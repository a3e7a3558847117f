/** Files, names and quoted words a request speaks of. */
const extensions =
  "tsx?|jsx?|mjs|cjs|mts|cts|py|go|rs|rb|java|kt|php|c|h|cc|cpp|hpp|cs|swift|sh|sql|html?|css|scss|vue|svelte|json|ya?ml|toml|ini|cfg|conf|env|md|txt|csv|xml|lock|gitignore";
const filePattern = new RegExp(
  String.raw`(?<![\w/.-])(?:/workspace/)?(?:[\w@.-]+/)*(?:[\w@-][\w@.-]*)?\.(?:${extensions})(?![\w-]|\.\w)`,
  "gi",
);
const bareNames = /(?<![\w/.])(?:[\w@.-]+\/)*(?:Dockerfile|Makefile|LICENSE|Procfile)\b/g;

/** Paths in the order they are named, each once, relative to the project. */
export function mentionedFiles(text: string): string[] {
  const found = [...text.matchAll(filePattern), ...text.matchAll(bareNames)]
    .sort((a, b) => a.index - b.index)
    .map((match) => match[0].replace(/^\/workspace\//, "").replace(/^\.\//, ""))
    .filter((path) => !/^\d+\.\w$/.test(path) && path !== "Node.js" && path !== "node.js");
  return [...new Set(found)];
}

/** A function or class the request names: `foo関数`, `foo()`, "function foo", `foo`. */
export function mentionedName(text: string): string | undefined {
  const bare = text.replaceAll(filePattern, " ");
  const patterns = [
    /([A-Za-z_$][\w$]*)\s*(?:\(\s*\))?[`」"]?\s*(?:という)?(?:関数|メソッド|クラス|コンポーネント)/,
    /\b(?:function|method|class|component|def)\s+[`"']?([A-Za-z_$][\w$]*)/i,
    /[`"']?\b([A-Za-z_$][\w$]*)(?:\(\s*\))?[`"']?\s+(?:function|method|class|component)\b/,
    /\b([A-Za-z_$][\w$]*)\(\s*\)/,
    /`([A-Za-z_$][\w$]*)`/,
    /\b([a-z]+(?:_[a-z0-9]+)+|[a-z]+(?:[A-Z][a-z0-9]*)+)\b/,
    /\b(?:tests? for|docs? (?:to|for)|handling (?:to|in|for)|explain)\s+([A-Za-z_$][\w$]*)/i,
  ];
  for (const pattern of patterns) {
    for (const match of bare.matchAll(new RegExp(pattern, `${pattern.flags}g`))) {
      const name = match[1];
      if (name !== undefined && !ordinary.has(name.toLowerCase())) return name;
    }
  }
  return undefined;
}

const ordinary = new Set(
  "a an the this file project code it what how that to in of for with and add new my your each every all any python javascript typescript node csv json api http cli error errors handling function method class it called named that which".split(
    " ",
  ),
);

/** Text in code marks or quotes, in order. */
export function quoted(text: string): string[] {
  return [
    ...text.matchAll(/```[\w-]*\n([\s\S]*?)```|`([^`\n]+)`|「([^」]+)」|"([^"\n]+)"|'([^'\n]+)'/g),
  ].map((match) => match.slice(1).find((group) => group !== undefined) ?? "");
}
