/** Domains below which anybody may have a name: whoever lists them lists strangers (T-05). */
import { readDomain } from "#contract/host";
import { AppError } from "../platform/errors.ts";

/**
 * Throws SETTING_002 where a line is a public suffix, or a star over one: `*.co.jp`, `*.github.io`.
 * Asked where the list is changed, not where it is read: the list of suffixes grows, and what was
 * allowed before it did stays readable.
 */
export async function refuseOpenDomains(lines: unknown): Promise<void> {
  if (!Array.isArray(lines)) return;
  const { getPublicSuffix } = await import("tldts");
  const issues = lines.flatMap((line: unknown, at) => {
    const name = typeof line === "string" ? readDomain(line)?.replace(/^\*\./, "") : undefined;
    if (!name || getPublicSuffix(name, { allowPrivateDomains: true }) !== name) return [];
    return [{ path: `value.${at}`, message: `anybody may have a name below ${name}` }];
  });
  if (issues.length > 0) throw new AppError("SETTING_002", { key: "web_fetch_domains" }, issues);
}
