/** A local server that webhooks are sent to, and that tells what arrived. */
import { createServer } from "node:http";
import { text } from "node:stream/consumers";
import { listen, type LocalServer } from "./listen.ts";

export interface Arrived {
  readonly headers: Record<string, string>;
  readonly body: string;
}

/**
 * `POST /take/<box>` is taken, `/fail/<box>` answered 500, `/away/<box>` sent on to `/take/<box>`;
 * `GET /<box>` lists what arrived there. `/hang` never answers, `/refuse` answers 401.
 */
export async function startWebhookServer(): Promise<LocalServer> {
  const boxes = new Map<string, Arrived[]>();
  const server = createServer(async (request, response) => {
    const [, what = "", box = ""] = (request.url ?? "").split("/");
    if (what === "hang") return;
    if (what === "refuse") return response.writeHead(401).end();
    if (request.method === "GET") {
      response.setHeader("content-type", "application/json");
      return response.end(JSON.stringify(boxes.get(what) ?? []));
    }
    const arrived = {
      headers: request.headers as Record<string, string>,
      body: await text(request),
    };
    boxes.set(box, [...(boxes.get(box) ?? []), arrived]);
    if (what === "away") {
      response.writeHead(302, { location: `/take/${box}-elsewhere` });
      return response.end();
    }
    response.statusCode = what === "fail" ? 500 : 200;
    return response.end("an answer nobody shows");
  });
  return listen(server);
}
