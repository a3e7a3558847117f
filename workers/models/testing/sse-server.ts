/** A server of the Messages API's wire format over real HTTP, one script a request. */
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

export type Handler = (response: ServerResponse, request: IncomingMessage) => void | Promise<void>;

export interface SseServer {
  readonly url: string;
  /** Bodies of the requests so far. */
  readonly bodies: Record<string, unknown>[];
  readonly headers: IncomingMessage["headers"][];
  /** Requests whose connection the client closed before the end. */
  readonly closedEarly: number[];
  close(): Promise<void>;
}

const readBody = async (request: IncomingMessage): Promise<Record<string, unknown>> => {
  let text = "";
  for await (const chunk of request) text += String(chunk);
  return text === "" ? {} : (JSON.parse(text) as Record<string, unknown>);
};

/** Serves the handlers in order; a request too many is a 500 that must not be retried. */
export const serve = async (...handlers: Handler[]): Promise<SseServer> => {
  const bodies: Record<string, unknown>[] = [];
  const headers: IncomingMessage["headers"][] = [];
  const closedEarly: number[] = [];
  const server = createServer((request, response) => {
    void (async () => {
      bodies.push(await readBody(request));
      headers.push(request.headers);
      const index = bodies.length - 1;
      response.on("close", () => {
        if (!response.writableFinished) closedEarly.push(index);
      });
      const handler = handlers[index];
      if (handler) await handler(response, request);
      else response.writeHead(500, { "x-should-retry": "false" }).end("{}");
    })();
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    bodies,
    headers,
    closedEarly,
    close: () =>
      new Promise((done) => {
        server.closeAllConnections();
        server.close(() => done());
      }),
  };
};

export const fails =
  (status: number, body: unknown = {}, headers: Record<string, string> = {}): Handler =>
  (response) => {
    response
      .writeHead(status, {
        "content-type": "application/json",
        "request-id": "req_bad",
        ...headers,
      })
      .end(JSON.stringify(body));
  };

export type SseEvent = { type: string } & Record<string, unknown>;

export const open = (response: ServerResponse, requestId = "req_1"): void => {
  response.writeHead(200, { "content-type": "text/event-stream", "request-id": requestId });
  response.flushHeaders();
};

export const send = (response: ServerResponse, ...events: SseEvent[]): void => {
  for (const event of events)
    response.write(`event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`);
};

export const messageStart = (usage: Record<string, unknown> = {}): SseEvent => ({
  type: "message_start",
  message: {
    id: "msg_1",
    type: "message",
    role: "assistant",
    model: "claude-test-1",
    content: [],
    stop_reason: null,
    stop_sequence: null,
    usage: { input_tokens: 10, output_tokens: 1, ...usage },
  },
});

export const blockStart = (index: number, block: Record<string, unknown>): SseEvent => ({
  type: "content_block_start",
  index,
  content_block: block,
});
export const delta = (index: number, part: Record<string, unknown>): SseEvent => ({
  type: "content_block_delta",
  index,
  delta: part,
});
export const blockStop = (index: number): SseEvent => ({ type: "content_block_stop", index });

export const textBlock = (index: number, ...parts: string[]): SseEvent[] => [
  blockStart(index, { type: "text", text: "" }),
  ...parts.map((text) => delta(index, { type: "text_delta", text })),
  blockStop(index),
];

export const toolBlock = (index: number, id: string, ...json: string[]): SseEvent[] => [
  blockStart(index, { type: "tool_use", id, name: "Read", input: {} }),
  ...json.map((part) => delta(index, { type: "input_json_delta", partial_json: part })),
  blockStop(index),
];

export const finish = (
  stopReason: string,
  more: { usage?: Record<string, unknown>; stop_details?: unknown } = {},
): SseEvent[] => [
  {
    type: "message_delta",
    delta: {
      stop_reason: stopReason,
      stop_sequence: null,
      ...(more.stop_details ? { stop_details: more.stop_details } : {}),
    },
    usage: { output_tokens: 7, ...more.usage },
  },
  { type: "message_stop" },
];

/** A whole answer. */
export const answers =
  (...events: SseEvent[]): Handler =>
  (response) => {
    open(response);
    send(response, messageStart(), ...events);
    response.end();
  };
