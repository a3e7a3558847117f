/** How a message tells the model which file is open in the editor ("this file", U-071). */
const line = /\n*<open-file>([^<>\n]+)<\/open-file>\s*$/;

/** `path` is relative to the project; nothing is added when no file is open. */
export function withOpenFile(text: string, path: string | null | undefined): string {
  if (path === null || path === undefined || path === "" || /[<>\n]/.test(path)) return text;
  return `${text}\n\n<open-file>${path}</open-file>`;
}

export function parseOpenFile(text: string): { text: string; path: string | null } {
  const match = line.exec(text);
  if (match?.[1] === undefined) return { text, path: null };
  return { text: text.slice(0, match.index), path: match[1] };
}
