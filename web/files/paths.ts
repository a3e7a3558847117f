export const nameOf = (path: string): string => path.slice(path.lastIndexOf("/") + 1);

/** "" is the root. */
export const parentOf = (path: string): string => path.slice(0, Math.max(0, path.lastIndexOf("/")));

export const join = (folder: string, name: string): string =>
  folder === "" ? name : `${folder}/${name}`;

export const isWithin = (path: string, folder: string): boolean =>
  folder === "" || path === folder || path.startsWith(`${folder}/`);

/** Where `path` is after `from` became `to`; unchanged when it was not in there. */
export const moved = (path: string, from: string, to: string): string =>
  isWithin(path, from) ? to + path.slice(from.length) : path;

/** Whether a name may be typed for a new file or folder; `a/b.ts` makes the folder too. */
export const isName = (name: string): boolean =>
  name !== "" &&
  !/[\p{Cc}\\]/u.test(name) &&
  name.split("/").every((part) => part !== "" && part !== "." && part !== "..");

const important =
  /^(package\.json|package-lock\.json|yarn\.lock|pnpm-lock\.yaml|bun\.lockb?|Cargo\.(toml|lock)|go\.(mod|sum)|Gemfile\.lock|poetry\.lock|composer\.lock|requirements\.txt|pyproject\.toml|\.env(\..+)?|README(\..+)?|LICEN[CS]E(\..+)?|CLAUDE\.md)$/i;

/** Files whose loss hurts: deleting them asks once more (U-077). */
export const isImportant = (path: string): boolean => important.test(nameOf(path));
