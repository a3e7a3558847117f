import type { startChat } from "./demo-chat.ts";
import { syntaxError } from "./syntax-error.ts";

/** The text of a file that must be there. */
export function textOf(chat: ReturnType<typeof startChat>, path: string): string {
  const text = chat.files.text(path);
  if (text === undefined) throw new Error(`${path} does not exist`);
  return text;
}

/** What is wrong with the code of a project, by the parsers of its languages. */
export function brokenFiles(chat: ReturnType<typeof startChat>): string[] {
  const broken: string[] = [];
  for (const entry of chat.files.walk("")) {
    if (entry.type !== "file" || !/\.(?:py|[cm]?[jt]s)$/.test(entry.path)) continue;
    const text = textOf(chat, entry.path);
    const error = syntaxError(entry.path, text);
    if (error !== null) broken.push(`${entry.path}: ${error}`);
  }
  return broken;
}
