export type Dialect = "js" | "python" | "other";

const js = /\.(?:[cm]?[jt]sx?|vue|svelte)$/i;

export function dialectOf(path: string): Dialect {
  if (js.test(path)) return "js";
  return /\.pyi?$/i.test(path) ? "python" : "other";
}

export const isTypeScript = (path: string): boolean => /\.[cm]?tsx?$/i.test(path);
export const isCode = (path: string): boolean =>
  /\.(?:[cm]?[jt]sx?|py|go|rs|rb|java|kt|php|c|h|cc|cpp|hpp|cs|swift|sh|vue|svelte|sql)$/i.test(
    path,
  );
export const isTest = (path: string): boolean =>
  /(?:^|\/)(?:tests?|__tests__|spec)\/|[._-](?:test|spec)\.|(?:^|\/)test_[^/]*\.py$|(?:^|\/)test\.[cm]?[jt]s$/i.test(
    path,
  );
