/**
 * Patterns of shell commands in rules. `npm test` is that command and nothing else; `npm run *`
 * (also written `npm run:*`) is the words before the star alone or followed by anything; a star
 * elsewhere stands for any characters.
 */

const normalise = (spec: string): string => {
  const trimmed = spec.trim();
  return trimmed.endsWith(":*") ? `${trimmed.slice(0, -2).trimEnd()} *` : trimmed;
};

/** `*` matches any run of characters; everything else is literal. Linear in the text for each star. */
const matchesWildcard = (pattern: string, text: string): boolean => {
  const parts = pattern.split("*");
  const first = parts[0] ?? "";
  if (parts.length === 1) return pattern === text;
  const last = parts.at(-1) ?? "";
  if (!text.startsWith(first) || !text.endsWith(last)) return false;
  let at = first.length;
  const end = text.length - last.length;
  for (const part of parts.slice(1, -1)) {
    const found = text.indexOf(part, at);
    if (found === -1) return false;
    at = found + part.length;
  }
  return at <= end;
};

/** Does the pattern name this one simple command, as it is written? */
export const matchesCommandText = (spec: string, text: string): boolean => {
  const pattern = normalise(spec);
  const command = text.trim();
  if (pattern.endsWith(" *") && matchesWildcard(pattern.slice(0, -2), command)) return true;
  return matchesWildcard(pattern, command);
};

const longFlags: Record<string, string> = {
  "--recursive": "r",
  "--force": "f",
  "--dir": "d",
  "--all": "a",
};

interface Words {
  readonly name: string;
  readonly flags: ReadonlySet<string>;
  readonly operands: readonly string[];
}

/** `rm -r --force x` → name rm, flags r and f, operands x: the order and bundling of flags do not matter. */
const readWords = (argv: readonly string[]): Words => {
  const flags = new Set<string>();
  const operands: string[] = [];
  let open = true;
  for (const word of argv.slice(1)) {
    if (open && word === "--") open = false;
    else if (open && word.startsWith("--")) flags.add(longFlags[word] ?? word);
    else if (open && word.startsWith("-") && word.length > 1)
      for (const letter of word.slice(1)) flags.add(letter === "R" ? "r" : letter);
    else operands.push(word);
  }
  const command = argv[0] ?? "";
  return { name: command.slice(command.lastIndexOf("/") + 1), flags, operands };
};

const operandsMatch = (pattern: readonly string[], actual: readonly string[]): boolean => {
  const open = pattern.at(-1) === "*";
  const fixed = open ? pattern.slice(0, -1) : pattern;
  if (actual.length < fixed.length || (!open && actual.length !== fixed.length)) return false;
  return fixed.every((part, index) => matchesWildcard(part, actual[index] ?? ""));
};

/**
 * Does the pattern name this command by meaning? For refusals: the directory of the program, the
 * order and bundling of flags and further flags make no difference. `argv` is what really runs.
 */
export const matchesCommandArgv = (spec: string, argv: readonly string[]): boolean => {
  const [command] = argv;
  if (command === undefined) return false;
  const base = command.slice(command.lastIndexOf("/") + 1);
  if (matchesCommandText(spec, [base, ...argv.slice(1)].join(" "))) return true;
  const pattern = readWords(normalise(spec).split(/\s+/));
  const actual = readWords(argv);
  if (!matchesWildcard(pattern.name, actual.name)) return false;
  for (const flag of pattern.flags) if (!actual.flags.has(flag)) return false;
  return operandsMatch(pattern.operands, actual.operands);
};
