const minute = 60_000;
const day = 24 * 60 * minute;

/** As in wrangler.toml, with how often the local clock runs each. */
export const crons = { "* * * * *": minute, "0 18 * * *": day } as const;

/** What the local runtime has for a cron: an address that runs the Worker's scheduled handler. */
export const runCron = (url: string, cron: string): Promise<boolean> =>
  fetch(`${url}/cdn-cgi/local/scheduled?cron=${encodeURIComponent(cron)}`).then(
    async (answer) => (await answer.text()) === "ok",
    () => false,
  );

/**
 * Cloudflare's cron, played locally: the minute's jobs every minute, the day's soon after the start
 * and daily from then on, since hardly any laptop is awake at 03:00. Returns how to stop it.
 */
export function startCron(url: string, first = 10_000): () => void {
  const timers = Object.entries(crons).map(([cron, every]) => {
    const begin = setTimeout(() => void runCron(url, cron), first);
    const again = setInterval(() => void runCron(url, cron), every);
    return { begin, again };
  });
  return () => {
    for (const { begin, again } of timers) {
      clearTimeout(begin);
      clearInterval(again);
    }
  };
}
