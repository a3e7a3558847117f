import type { Browser, BrowserContext, BrowserContextOptions, Page } from "playwright-core";
import { keptBrowser } from "./browser.ts";
import { signIn, type Client } from "./client.ts";
import { startServer, type TestServer, type TestServerOptions } from "./server.ts";

export type Language = "ja" | "en";

export interface OpenOptions {
  language?: Language;
  theme?: "light" | "dark";
  /** Width and height of the window. */
  window?: readonly [number, number];
  /** Touch and the density of a phone. */
  phone?: boolean;
  /** Who is signed in; null: nobody. Default: the user of the stage. */
  as?: Client | null;
  /** The site's address, where it is not the server's own. */
  through?: string;
}

/** A server, a browser and a signed-in user, shared by the tests of one file. */
export interface Stage {
  readonly server: TestServer;
  readonly user: Client;
  /** A window of its own (cookies, storage), looking at a path of the site. */
  open(path: string, options?: OpenOptions): Promise<Page>;
  /** Ends everything. Fails when a page threw an error that nobody caught. */
  close(): Promise<void>;
}

const patience = 40_000;

/** Windows that are open now. */
export const pages = new Set<Page>();

export async function openStage(options: TestServerOptions = {}): Promise<Stage> {
  const [server, browser] = await Promise.all([startServer(options), keptBrowser()]);
  const user = await signIn(server.url, server.user);
  const thrown: string[] = [];
  const contexts = new Set<BrowserContext>();
  return {
    server,
    user,
    async open(path, how = {}) {
      const context = await newContext(browser, how);
      contexts.add(context.once("close", () => contexts.delete(context)));
      const who = how.as === undefined ? user : how.as;
      if (who !== null) await context.addCookies(cookiesOf(server.url, who.cookie));
      const page = await context.newPage();
      page.on("pageerror", (error) => thrown.push(`${path}: ${error.stack ?? error.message}`));
      pages.add(page.once("close", () => pages.delete(page)));
      await page.goto((how.through ?? server.url) + path);
      return page;
    },
    async close() {
      await Promise.all([...contexts].map((context) => context.close()));
      await server.stop();
      if (thrown.length > 0) throw new Error(`Pages threw:\n${thrown.join("\n")}`);
    },
  };
}

export async function newContext(browser: Browser, how: OpenOptions) {
  const [width, height] = how.window ?? [1440, 900];
  const settings: BrowserContextOptions = {
    viewport: { width, height },
    locale: how.language === "en" ? "en-GB" : "ja-JP",
    colorScheme: how.theme ?? "light",
    reducedMotion: "reduce",
    permissions: ["clipboard-read", "clipboard-write"],
    ...(how.phone ? { hasTouch: true, isMobile: true, deviceScaleFactor: 3 } : {}),
  };
  const context = await browser.newContext(settings);
  context.setDefaultTimeout(patience);
  return context;
}

export const cookiesOf = (url: string, header: string) =>
  header.split("; ").map((one) => {
    const at = one.indexOf("=");
    return { name: one.slice(0, at), value: one.slice(at + 1), url };
  });
