const extensions =
  "ts|tsx|js|jsx|mjs|cjs|mts|cts|json|jsonc|md|mdx|py|rs|go|java|kt|c|h|cc|cpp|hpp|cs|rb|php|css|scss|html|vue|svelte|yml|yaml|toml|ini|sql|sh|txt|csv|xml|svg|lock|env|swift|dart|ipynb";
const name = "[\\p{L}\\p{N}_@.+-]+";
const path = `(?:\\.{0,2}/)?(?:${name}/)*${name}\\.(?:${extensions})`;
const whole = new RegExp(`^(${path})(?:[:#]L?(\\d+))?(?:[:-]\\d+)*$`, "u");
/** In running text only what has a folder or a line number is taken for a file. */
const inText = new RegExp(
  `(?<![\\p{L}\\p{N}_/.@:-])((?:\\.{0,2}/)?(?:${name}/)+${name}\\.(?:${extensions})|${name}\\.(?:${extensions})(?=:\\d))(?::(\\d+))?(?![\\p{L}\\p{N}_/])`,
  "gu",
);

export interface FileReference {
  readonly path: string;
  readonly line?: number;
}

/** `src/a.ts:12` as a file of the project, or null. */
export function fileReference(text: string): FileReference | null {
  const match = whole.exec(text);
  return match?.[1] ? toReference(match[1], match[2]) : null;
}

function toReference(raw: string, line: string | undefined): FileReference | null {
  const inside = raw.replace(/^\/workspace\/[^/]+\//, "").replace(/^(\.?\/)+/, "");
  if (inside.startsWith("../")) return null;
  return line === undefined ? { path: inside } : { path: inside, line: Number(line) };
}

/** Turns the file names of a rendered text into buttons that `openFile` finds by `data-file`. */
export function linkFiles(fragment: DocumentFragment): void {
  for (const link of fragment.querySelectorAll<HTMLAnchorElement>("a[data-href]")) {
    const reference = fileReference(link.dataset["href"] ?? "");
    if (reference) link.replaceWith(toButton(link.textContent ?? reference.path, reference));
  }
  for (const code of fragment.querySelectorAll("code")) {
    const reference = code.closest("pre, a") ? null : fileReference(code.textContent ?? "");
    if (reference) code.replaceChildren(toButton(code.textContent ?? "", reference));
  }
  const walker = document.createTreeWalker(fragment, NodeFilter.SHOW_TEXT);
  const texts: Text[] = [];
  while (walker.nextNode()) texts.push(walker.currentNode as Text);
  for (const text of texts) {
    if (!text.parentElement?.closest("a, button, code, pre")) splitText(text);
  }
}

function splitText(text: Text): void {
  const parts: (string | Node)[] = [];
  let end = 0;
  for (const match of text.data.matchAll(inText)) {
    const reference = toReference(match[1] ?? "", match[2]);
    if (!reference) continue;
    parts.push(text.data.slice(end, match.index), toButton(match[0], reference));
    end = match.index + match[0].length;
  }
  if (end > 0) text.replaceWith(...parts, text.data.slice(end));
}

function toButton(label: string, reference: FileReference): HTMLButtonElement {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "file-link";
  button.textContent = label;
  button.dataset["file"] = reference.path;
  if (reference.line !== undefined) button.dataset["line"] = String(reference.line);
  return button;
}
