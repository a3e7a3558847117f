import { noteLostPiece } from "../client/error.ts";

/** What `watchForNewBuild` needs of the page; tests bring their own. */
export interface BuildPage {
  /** Address of the script this page was started with. */
  entry(): string | null;
  /** The start page as the server has it now; rejects when it cannot be had. */
  fetchStart(): Promise<string>;
  reload(): void;
}

const browserPage: BuildPage = {
  entry: () =>
    document.querySelector("script[type=module][src]")?.getAttribute("src")?.trim() ?? null,
  fetchStart: async () => {
    const answer = await fetch("/", { cache: "no-store" });
    if (!answer.ok) throw new Error(String(answer.status));
    return answer.text();
  },
  reload: () => location.reload(),
};

const key = "engawa.reloaded";
const patience = 3000;

const keepers = new Set<() => Promise<unknown>>();

/** Something typed that must be safe before the page loads anew. Answers the function that takes it back. */
export function beforeReload(keep: () => Promise<unknown>): () => void {
  keepers.add(keep);
  return () => void keepers.delete(keep);
}

/** Everything typed is being kept; resolves when it is, or could not be. */
export const keepTyped = (): Promise<unknown> =>
  Promise.allSettled([...keepers].map((keep) => keep()));

/**
 * After a deploy, pieces of the version shown here are gone from the server. The page then loads anew
 * by itself, once for each deploy, when what is being typed is kept. Offline it stays as it is.
 */
export function watchForNewBuild(page: BuildPage = browserPage): () => void {
  const missed = (event: VitePreloadErrorEvent) => {
    noteLostPiece(event.payload);
    void renew(page);
  };
  addEventListener("vite:preloadError", missed);
  return () => removeEventListener("vite:preloadError", missed);
}

async function renew(page: BuildPage): Promise<void> {
  const entry = page.entry();
  const start = await page.fetchStart().catch(() => null);
  if (entry === null || start === null || start.includes(entry)) return;
  if (!isFirstTry(start)) return;
  await Promise.race([keepTyped(), new Promise((resolve) => setTimeout(resolve, patience))]);
  page.reload();
}

/** A browser that keeps showing an old page must not be reloaded without end. */
function isFirstTry(start: string): boolean {
  try {
    if (sessionStorage.getItem(key) === start) return false;
    sessionStorage.setItem(key, start);
    return true;
  } catch {
    return false;
  }
}
