const base = "https://site.invalid";

/**
 * Where a visitor goes on, as a path of this site; `/` for anything a browser could read as another
 * site's: it drops tabs and line breaks, and takes backslashes for slashes.
 */
export function returnPath(given: string | undefined): string {
  if (!given?.startsWith("/") || !URL.canParse(given, base)) return "/";
  const url = new URL(given, base);
  const path = `${url.pathname}${url.search}${url.hash}`;
  return url.origin === base && !path.startsWith("//") ? path : "/";
}

/** The same path with one more word in its query. */
export function withQuery(path: string, name: string, value: string): string {
  const url = new URL(path, base);
  url.searchParams.set(name, value);
  return `${url.pathname}${url.search}${url.hash}`;
}
