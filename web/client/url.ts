const encodePath = (path: string): string => path.split("/").map(encodeURIComponent).join("/");

type Values = Readonly<Record<string, unknown>>;

/** The address of an endpoint's path: `:name` is one segment, `:name{[^]+}` keeps its slashes. */
export function apiUrl(path: string, param: Values = {}, query: Values = {}): string {
  const filled = path.replace(/:(\w+)(\{[^}]*\})?/g, (_all, name: string, many?: string) => {
    const value = String(param[name]);
    return many === undefined ? encodeURIComponent(value) : encodePath(value);
  });
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined && value !== null) search.set(name, String(value));
  }
  const suffix = search.size > 0 ? `?${search}` : "";
  return `/api/v1${filled}${suffix}`;
}
