/** A project's own commands: `.claude/commands/*.md`, with front matter and places for arguments. */

export const commandDirectory = ".claude/commands";

export interface ProjectCommand {
  /** From the path: `deploy`, or `front:component` for a file in a subdirectory. */
  readonly name: string;
  readonly description: string;
  readonly hint: string;
  readonly body: string;
}

const unquoted = (value: string): string => {
  const quote = value[0];
  const isQuoted = value.length > 1 && (quote === '"' || quote === "'") && value.endsWith(quote);
  return isQuoted ? value.slice(1, -1) : value;
};

/** `key: value` lines between two `---`; other YAML is left alone. */
const splitFrontMatter = (text: string): { fields: Map<string, string>; body: string } => {
  const fields = new Map<string, string>();
  const lines = text.replace(/^\uFEFF/, "").split(/\r?\n/);
  const end = lines[0]?.trim() === "---" ? lines.indexOf("---", 1) : -1;
  if (end === -1) return { fields, body: text.trim() };
  for (const line of lines.slice(1, end)) {
    const colon = line.indexOf(":");
    if (colon > 0) fields.set(line.slice(0, colon).trim(), unquoted(line.slice(colon + 1).trim()));
  }
  return {
    fields,
    body: lines
      .slice(end + 1)
      .join("\n")
      .trim(),
  };
};

const firstLine = (body: string): string =>
  (body.split("\n").find((line) => line.trim() !== "") ?? "").replace(/^#+\s*/, "").slice(0, 100);

/** Null where the path is no command's, or the file says nothing. */
export const readCommand = (path: string, text: string): ProjectCommand | null => {
  if (!path.startsWith(`${commandDirectory}/`) || !path.endsWith(".md")) return null;
  const name = path
    .slice(commandDirectory.length + 1, -3)
    .replaceAll("/", ":")
    .toLowerCase();
  if (!/^[\p{L}\p{N}][\p{L}\p{N}_:.-]{0,63}$/u.test(name)) return null;
  const { fields, body } = splitFrontMatter(text);
  if (body === "") return null;
  return {
    name,
    description: fields.get("description") || firstLine(body),
    hint: fields.get("argument-hint") ?? "",
    body,
  };
};

/** Words; quotes keep spaces together. */
const splitWords = (args: string): string[] =>
  [...args.matchAll(/"([^"]*)"|'([^']*)'|(\S+)/g)].map(
    ([, double, single, bare]) => double ?? single ?? bare ?? "",
  );

/** Fills `$ARGUMENTS` and `$1` … `$9`, once: what is put in is not looked at again. Without a place the arguments follow at the end. */
export const expandCommand = (body: string, args: string): string => {
  const words = splitWords(args);
  let filled = false;
  const text = body.replaceAll(/\$(ARGUMENTS\b|[1-9](?!\d))/g, (_whole, key: string) => {
    filled = true;
    return key === "ARGUMENTS" ? args.trim() : (words[Number(key) - 1] ?? "");
  });
  return filled || args.trim() === "" ? text : `${text}\n\nArguments: ${args.trim()}`;
};
