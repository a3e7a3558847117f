import { launchBrowser } from "../../web/e2e/support/browser.ts";
import { onLargeSite } from "./large-site.ts";
const watch = `{ const mark = () => performance.mark("usable");
  const look = () => requestAnimationFrame(() => document.querySelector("tbody tr") === null ? look() : requestAnimationFrame(() => setTimeout(mark))); look(); }`;
const rounds = Number(process.argv[3] ?? 7); const path = process.argv[4] ?? "/admin/users";
await onLargeSite(process.argv[2], async ({ url, cookie }) => {
  const browser = await launchBrowser();
  const at = cookie.indexOf("=");
  const all: number[] = [];
  for (let n = 0; n < rounds; n++) {
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
    await context.addCookies([{ name: cookie.slice(0, at), value: cookie.slice(at + 1), url }]);
    const page = await context.newPage();
    await page.addInitScript({ content: watch });
    const last = n === rounds - 1;
    await page.goto(url + path);
    let t: unknown;
    for (;;) { t = await page.evaluate(`performance.getEntriesByName("usable")[0]?.startTime`); if (typeof t === "number") break; await page.waitForTimeout(50); }
    all.push(t as number);
    if (last) {
      console.log(await page.evaluate(`performance.getEntriesByType("resource").filter(e=>e.startTime<${t}).map(e => [e.startTime|0, e.requestStart|0, e.responseStart|0, e.responseEnd|0, e.transferSize, e.name.replace(location.origin,"")].join(" ")).join("\\n")`));
      console.log(await page.evaluate(`performance.getEntriesByType("navigation").map(e => [e.responseStart|0,e.responseEnd|0,e.domInteractive|0,e.domContentLoadedEventEnd|0,e.loadEventEnd|0].join(" "))+" paint "+performance.getEntriesByType("paint").map(e=>e.name+":"+(e.startTime|0)).join(" ")+" marks "+performance.getEntriesByType("mark").map(e=>e.name+":"+(e.startTime|0)).join(" ")`));
    }
    await context.close();
  }
  all.sort((a,b)=>a-b); console.log(path, "usable", all.map(Math.round).join(" "));
  await browser.close();
});
