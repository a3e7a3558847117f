/** T-20: names that carry secrets, wherever they stand in a body. */
const secret =
  /pass(word|phrase|wd)|token|secret|api[-_]?key|credential|authorization|cookie|otp|dsn|private/i;

const maxDepth = 6;
const maxString = 500;

function mask(value: unknown, depth: number): unknown {
  if (typeof value === "string") return value.slice(0, maxString);
  if (typeof value !== "object" || value === null) return value;
  if (depth >= maxDepth) return "…";
  if (Array.isArray(value)) return value.slice(0, 50).map((item) => mask(item, depth + 1));
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [
      key,
      secret.test(key) ? "***" : mask(item, depth + 1),
    ]),
  );
}

/** A copy without secrets, bounded in depth and length. */
export const maskSecrets = (body: Record<string, unknown>): Record<string, unknown> =>
  mask(body, 0) as Record<string, unknown>;
