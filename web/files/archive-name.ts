const ending = /\.(zip|tgz|tar\.gz)$/i;

export const isArchive = (name: string): boolean => ending.test(name);

/** The name of a project made from an archive: `express-4.19.tar.gz` → `express-4.19`. */
export const projectNameOf = (archive: string): string =>
  archive
    .replace(ending, "")
    .replace(/[\p{Cc}/\\]/gu, "-")
    .trim()
    .slice(0, 100) || "project";
