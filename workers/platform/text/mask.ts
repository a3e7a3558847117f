/** T-20: names that carry secrets, wherever they stand in a body. */
const secret =
  /pass(word|phrase|wd)|token|secret|api[-_]?key|credential|authorization|cookie|otp|dsn|private/i;

const maxDepth = 6;
const maxString = 500;

function mask(value: unknown, depth: number): unknown {
  if (typeof value === "string") return hideKeys(value).slice(0, maxString);
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

/** T-20. */
const maxText = 4096;

/** Text with no API key in it, wherever somebody put one by mistake: what is left tells that it was one. */
export const hideKeys = (text: string): string => text.replaceAll(/sk_live_\w+/g, "sk_live_***");

/** A copy without secrets, bounded in depth and length; of what is longer, the names of its fields. */
export function maskSecrets(body: Record<string, unknown>): Record<string, unknown> {
  const masked = mask(body, 0) as Record<string, unknown>;
  if (JSON.stringify(masked).length <= maxText) return masked;
  return { fields: Object.keys(masked).slice(0, 50).join(", ").slice(0, maxString), cut: true };
}
