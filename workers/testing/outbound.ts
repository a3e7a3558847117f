/** The network of workerd tests: the servers that global-setup started, and nothing else. */
import { askedHeader, pagesDomain } from "./page-server.ts";

const standsForTheWeb = (url: URL): boolean =>
  url.protocol === "https:" && url.port === "" && url.hostname.endsWith(pagesDomain.slice(1));

export const outboundTo =
  (servers: readonly string[], pages: string) =>
  (request: Request): Response | Promise<Response> => {
    const url = new URL(request.url);
    const headers = new Headers(request.headers);
    let target = servers.some((one) => new URL(one).origin === url.origin) ? url.href : null;
    if (standsForTheWeb(url)) {
      headers.set(askedHeader, url.href);
      target = `${pages}${url.pathname}${url.search}`;
    }
    if (target === null) return new Response("blocked", { status: 599 });
    return fetch(target, {
      method: request.method,
      headers,
      body: request.body,
      redirect: "manual",
      signal: request.signal,
      duplex: "half",
    } as RequestInit);
  };
