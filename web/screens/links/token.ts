/**
 * The token of a mail's link. It travels as the fragment, which no server sees; from the address bar
 * and the history it is taken at once.
 */
export function takeToken(): string | null {
  const fragment = location.hash.slice(1);
  if (fragment === "") return null;
  history.replaceState(history.state, "", location.pathname + location.search);
  return decodeURIComponent(fragment.replace(/^token=/, ""));
}
