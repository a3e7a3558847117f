import type { CommandInfo } from "#contract/frames";

/** What is being completed: the text between `from` and `to` is replaced by the choice. */
export interface Trigger {
  readonly kind: "command" | "file";
  readonly query: string;
  readonly from: number;
  readonly to: number;
}

/** A command at the very start, or a file after an `@` that begins a word. */
export function triggerAt(text: string, caret: number): Trigger | null {
  const head = text.slice(0, caret);
  const command = /^\/(\S*)$/.exec(head);
  if (command) return { kind: "command", query: command[1] ?? "", from: 0, to: caret };
  const file = /(?:^|[\s(（「、。])@([^\s@]*)$/.exec(head);
  if (!file) return null;
  const query = file[1] ?? "";
  return { kind: "file", query, from: caret - query.length - 1, to: caret };
}

export function complete(text: string, trigger: Trigger, choice: string) {
  const inserted = `${trigger.kind === "command" ? "/" : "@"}${choice} `;
  const rest = text.slice(trigger.to).replace(/^ /, "");
  return {
    text: text.slice(0, trigger.from) + inserted + rest,
    caret: trigger.from + inserted.length,
  };
}

/** What a template leaves to be filled in, or its end. */
export function fillPrompt(text: string, trigger: Trigger, body: string) {
  const start = trigger.from;
  const variable = /\{\{[^{}\n]{1,60}\}\}/.exec(body);
  const from = start + (variable?.index ?? body.length);
  return {
    text: text.slice(0, start) + body + text.slice(trigger.to),
    from,
    to: from + (variable?.[0].length ?? 0),
  };
}

export const matchCommands = (commands: readonly CommandInfo[], query: string): CommandInfo[] =>
  commands.filter((command) => command.name.toLowerCase().startsWith(query.toLowerCase()));

/** Paths that hold the letters in order; best: in the file's name, at its start, short. */
export function matchFiles(paths: readonly string[], query: string, limit = 8): string[] {
  if (query === "") return paths.slice(0, limit);
  const wanted = query.toLowerCase();
  return paths
    .map((path) => ({ path, score: score(path.toLowerCase(), wanted) }))
    .filter((candidate) => candidate.score < Infinity)
    .sort((a, b) => a.score - b.score || a.path.length - b.path.length)
    .slice(0, limit)
    .map((candidate) => candidate.path);
}

function score(path: string, query: string): number {
  const name = path.slice(path.lastIndexOf("/") + 1);
  if (name.startsWith(query)) return 0;
  if (name.includes(query)) return 1;
  if (path.includes(query)) return 2;
  let at = -1;
  for (const letter of query) {
    at = path.indexOf(letter, at + 1);
    if (at < 0) return Infinity;
  }
  return 3;
}
