/** The development mailbox: what the site would have sent. */
import { expect } from "vitest";

/** Links of the latest mail to an address whose text has `about`, newest first. */
async function linksTo(url: string, address: string, about: RegExp): Promise<string[]> {
  const page = await (await fetch(`${url}/dev/mail`, { headers: { connection: "close" } })).text();
  return page
    .split("<article>")
    .filter((mail) => mail.includes(address) && about.test(mail))
    .flatMap((mail) => [...mail.matchAll(/href="([^"]+)"/g)].map(([, link]) => link ?? ""))
    .map((link) => link.replaceAll("&amp;", "&"));
}

/** Waits for a mail and gives the path of its link, the token in its fragment. */
export async function mailLink(url: string, address: string, page: string): Promise<string> {
  const find = async () =>
    (await linksTo(url, address, new RegExp(page))).find((link) => link.includes(page)) ?? "";
  await expect.poll(find, { timeout: 20_000 }).not.toBe("");
  const link = new URL(await find());
  return `${link.pathname}${link.search}${link.hash}`;
}
