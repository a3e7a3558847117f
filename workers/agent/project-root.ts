/** How a path may name the project's root: ours, and that of the documents (U-057). Pure. */
const id = "(?:sess_)?[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}";
const documented = `/app/workspace/${id}/${id}`;

/** `/app/workspace/{user_id}/{session_id}`, whoever's: a tool only ever sees its own project there. */
const alias = new RegExp(`^${documented}(?=/|$)`);
const aliasAnywhere = new RegExp(`${documented}(?=/|$)`, "g");

const above = new RegExp(`^/app(?:/workspace(?:/${id})?)?$`);

/** A directory on the way to the documents' root; `cd` looks at each. */
export const leadsToAlias = (absolute: string): boolean => above.test(absolute);

export const mountPoint = "/workspace";

/** An absolute, resolved path in its one form. */
export const canonicalPath = (absolute: string): string => absolute.replace(alias, mountPoint);

/** Every form of the documents' root in a text. */
export const aliasesIn = (text: string): string[] => text.match(aliasAnywhere) ?? [];

/** A path as somebody wrote it, without the root in front; "" is the root. */
export const withoutRoot = (path: string): string =>
  canonicalPath(path).replace(/^\/workspace(?:\/|$)/, "");
