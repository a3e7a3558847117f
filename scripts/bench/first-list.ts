/**
 * From asking for a list of the console to its rows on the screen, in a browser that has never been
 * here: `node scripts/bench/first-list.ts FOLDER [ROUNDS]` (see large-site.ts). Beside it an image of a few
 * bytes from the same server, which is what the browser, the server and the machine take themselves.
 */
import { loadavg } from "node:os";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { launchBrowser } from "../../web/e2e/support/browser.ts";
import { onLargeSite } from "./large-site.ts";
import { show, showNumber, spread } from "./statistics.ts";

const rounds = Number(process.argv[3] ?? 15);
const pages = ["users", "projects", "sessions", "activity", "audit", "prices"];

/** Marks when the first row had been drawn. */
const watchForRows = `{
  const mark = () => performance.mark("usable");
  const look = () => requestAnimationFrame(() =>
    document.querySelector("tbody tr") === null ? look() : requestAnimationFrame(() => setTimeout(mark)));
  look();
}`;

const usableAt = async (page: Page): Promise<number> => {
  for (;;) {
    const at: unknown = await page.evaluate(`performance.getEntriesByName("usable")[0]?.startTime`);
    if (typeof at === "number") return at;
    await page.waitForTimeout(50);
  }
};

async function fresh(browser: Browser, url: string, cookie: string): Promise<BrowserContext> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  const at = cookie.indexOf("=");
  await context.addCookies([{ name: cookie.slice(0, at), value: cookie.slice(at + 1), url }]);
  return context;
}

async function reload(browser: Browser, url: string, cookie: string, path: string) {
  const context = await fresh(browser, url, cookie);
  const page = await context.newPage();
  await page.addInitScript({ content: watchForRows });
  await page.goto(`${url}${path}`);
  const at = await usableAt(page);
  await context.close();
  return at;
}

async function image(browser: Browser, url: string, cookie: string) {
  const context = await fresh(browser, url, cookie);
  const page = await context.newPage();
  await page.goto(`${url}/favicon.svg`);
  const at: unknown = await page.evaluate(
    `performance.getEntriesByType("navigation")[0].loadEventEnd`,
  );
  await context.close();
  return Number(at);
}

/** From the press in the menu of another page, none of the list's own files being there. */
async function click(browser: Browser, url: string, cookie: string, path: string) {
  const context = await fresh(browser, url, cookie);
  const page = await context.newPage();
  await page.goto(`${url}/admin/settings`);
  await page.locator("[data-setting]").first().waitFor();
  await page.waitForLoadState("networkidle");
  await page.evaluate(watchForRows);
  await page.evaluate(
    `performance.mark("pressed"); document.querySelector('nav a[href="${path}"]').click()`,
  );
  const usable = await usableAt(page);
  const pressed: unknown = await page.evaluate(
    `performance.getEntriesByName("pressed")[0].startTime`,
  );
  await context.close();
  return usable - Number(pressed);
}

await onLargeSite(process.argv[2], async ({ url, cookie }) => {
  const browser = await launchBrowser();
  try {
    await reload(browser, url, cookie, "/admin/users");
    console.log(`Load of the machine: ${loadavg().map(showNumber).join(" ")}\n`);
    console.log("| ms (median / p95) | reload | × image | press in the menu |");
    console.log("| --- | ---: | ---: | ---: |");
    for (const name of pages) {
      const found = { image: [] as number[], reload: [] as number[], click: [] as number[] };
      for (let n = 0; n < rounds; n++) {
        found.image.push(await image(browser, url, cookie));
        found.reload.push(await reload(browser, url, cookie, `/admin/${name}`));
        found.click.push(await click(browser, url, cookie, `/admin/${name}`));
      }
      const [yard, whole, pressed] = [found.image, found.reload, found.click].map(spread);
      if (!yard || !whole || !pressed) continue;
      const ratio = showNumber(whole.median / yard.median);
      console.log(`| ${name} | ${show(whole)} | ${ratio} | ${show(pressed)} |`);
    }
    console.log(`\nLoad of the machine: ${loadavg().map(showNumber).join(" ")}`);
  } finally {
    await browser.close();
  }
});
