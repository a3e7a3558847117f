const escapes = /(?:%[0-9a-f]{2})+/gi;
/** What is not seen, or would be read as something else where it is shown. */
const unclear = /[%\p{C}\p{Zl}\p{Zp}]/gu;

const decoded = (run: string): string => {
  try {
    return decodeURIComponent(run).replace(unclear, encodeURIComponent);
  } catch {
    return run;
  }
};

/** A requested path as it is read; a bad escape, and one that hides something, stays as it came. */
export const readablePath = (path: string): string => path.replace(escapes, decoded);
