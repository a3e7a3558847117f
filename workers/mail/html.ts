const escapes: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};
export const escapeHtml = (text: string): string =>
  text.replace(/[&<>"']/g, (char) => escapes[char] ?? char);

const address = /(https?:\/\/[^\s<>"']+)/;

/** Whether a text is an address of this site and nothing else. */
export const isOwnAddress = (text: string, site: string | null): boolean =>
  site !== null && text.startsWith(`${site}/`) && text.split(address)[1] === text;

/** The text with links of this site to press; any other address stays text. */
export function linkify(text: string, site: string | null, attributes = ""): string {
  return text
    .split(address)
    .map((part) => {
      const shown = escapeHtml(part);
      return isOwnAddress(part, site) ? `<a href="${shown}"${attributes}>${shown}</a>` : shown;
    })
    .join("");
}
