/**
 * A server that speaks the Messages API over real HTTP and SSE, for tests and benchmarks. It holds
 * requests to the API's rules, records them, and answers as the scripts say (`script.ts`).
 */
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { countTokens, messageBody } from "../models/demo/wire.ts";
import { answerMessage } from "./answer-events.ts";
import { modelsPage } from "./model-list.ts";
import { scenarioSteps } from "./scenarios.ts";
import {
  isFailure,
  say,
  type Answer,
  type Failure,
  type RecordedRequest,
  type Step,
} from "./script.ts";
import { sendStream } from "./send-stream.ts";
import { sendFailure, sendJson } from "./send.ts";
import { validateRequest, type RequestBody } from "./validate-request.ts";

export interface MessagesServer {
  url: string;
  close(): Promise<void>;
}

interface Script {
  steps: Step[];
  next: number;
}

interface State {
  scripts: Map<string, Script>;
  requests: RecordedRequest[];
}

const keptRequests = 5000;

export async function startMessagesServer(
  options: { port?: number } = {},
): Promise<MessagesServer> {
  const state: State = { scripts: new Map(), requests: [] };
  const server = createServer((request, response) => {
    handle(state, request, response).catch((error: unknown) => {
      if (!response.headersSent) sendFailure(response, { status: 500, message: String(error) });
      else response.destroy();
    });
  });
  await new Promise<void>((done) => server.listen(options.port ?? 0, "127.0.0.1", done));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("no port");
  return {
    url: `http://127.0.0.1:${address.port}`,
    close: () =>
      new Promise((done) => {
        server.close(() => done());
        server.closeAllConnections();
      }),
  };
}

async function handle(state: State, request: IncomingMessage, response: ServerResponse) {
  const url = new URL(request.url ?? "/", "http://localhost");
  const route = `${request.method} ${url.pathname}`;
  if (route === "POST /__script") {
    const { key, steps } = JSON.parse(await readBody(request)) as { key: string; steps: Step[] };
    state.scripts.set(key, { steps, next: 0 });
    return sendJson(response, 200, {});
  }
  if (route === "GET /__requests") {
    const key = url.searchParams.get("key");
    return sendJson(
      response,
      200,
      state.requests.filter((one) => key === null || one.key === key),
    );
  }
  const refused = refuseHeaders(request);
  if (refused !== null) return sendFailure(response, refused);
  if (route === "GET /v1/models") return sendJson(response, 200, modelsPage());
  if (route === "POST /v1/messages/count_tokens") {
    return sendJson(response, 200, { input_tokens: countTokens(await readBody(request)) });
  }
  if (route === "POST /v1/messages") return answer(state, request, response);
  return sendFailure(response, { status: 404, message: `no such path: ${url.pathname}` });
}

function refuseHeaders({ headers }: IncomingMessage): Failure | null {
  if (headers["anthropic-version"] === undefined) {
    return { status: 400, message: "anthropic-version: header is required" };
  }
  if (!["2023-06-01", "2026-10-21"].includes(String(headers["anthropic-version"]))) {
    return { status: 400, message: "anthropic-version: not a valid version" };
  }
  const key = apiKeyOf({ headers });
  return key === "" || key === "invalid-key" ? { status: 401, message: "invalid API key" } : null;
}

/** The SDK sends the key as a bearer token since 1.0, curl users as `x-api-key`. */
function apiKeyOf({ headers }: Pick<IncomingMessage, "headers">): string {
  return String(headers["x-api-key"] ?? headers.authorization?.replace(/^Bearer /, "") ?? "");
}

async function answer(state: State, request: IncomingMessage, response: ServerResponse) {
  const text = await readBody(request);
  const body = JSON.parse(text) as RequestBody;
  const script = findScript(state, body, apiKeyOf(request));
  const record: RecordedRequest = {
    key: script.key,
    at: performance.timeOrigin + performance.now(),
    status: 200,
    headers: Object.fromEntries(
      Object.entries(request.headers).map(([name, value]) => [name, String(value)]),
    ),
    body,
  };
  state.requests.push(record);
  if (state.requests.length > keptRequests) state.requests.shift();

  const wrong = validateRequest(body, { resuming: script.resuming });
  const step: Step = wrong === null ? script.take() : { status: 400, message: wrong };
  if (isFailure(step)) {
    record.status = step.status;
    return sendFailure(response, step);
  }
  const message = answerMessage(step, body.model ?? "", text);
  if (body.stream !== true) return sendJson(response, 200, messageBody(message));
  return sendStream(response, step, message);
}

interface FoundScript {
  key: string;
  resuming: boolean;
  take(): Step;
}

function findScript(state: State, body: RequestBody, apiKey: string): FoundScript {
  const messages = body.messages ?? [];
  const texts = messages.map((m) => (m.role === "user" ? JSON.stringify(m.content) : ""));
  const named = [...texts.join("\n").matchAll(/\[script:([^\]\s"]+)\]/g)].at(-1)?.[1];
  const key = named ?? apiKey;
  const posted = state.scripts.get(key);
  if (posted !== undefined) {
    const before = posted.steps[posted.next - 1];
    return { key, resuming: isPause(before), take: () => takeStep(posted, key) };
  }
  if (named !== undefined) return { key, resuming: false, take: () => exhausted(key) };

  const at = texts.findLastIndex((text) => text.includes("[scenario:"));
  const marker = /\[scenario:([^\]\s"]+)\]/.exec(texts[at] ?? "")?.[1] ?? "";
  const steps = scenarioSteps(marker);
  if (steps === undefined) return { key, resuming: false, take: () => echo(body) };
  const done = messages.slice(at).filter((message) => message.role === "assistant").length;
  const step = steps[done] ?? say("The scenario is over.");
  return { key, resuming: isPause(steps[done - 1]), take: () => step };
}

const isPause = (step: Step | undefined): boolean =>
  step !== undefined && !isFailure(step) && step.stop_reason === "pause_turn";

function takeStep(script: Script, key: string): Step {
  const step = script.steps[script.next];
  if (step === undefined) return exhausted(key);
  script.next++;
  return step;
}

/** 400, which nobody retries: a call the test did not expect must be seen. */
const exhausted = (key: string): Failure => ({ status: 400, message: `no step left in ${key}` });

function echo(body: RequestBody): Answer {
  const content = body.messages?.at(-1)?.content;
  const text = typeof content === "string" ? content : content?.findLast((b) => b.text)?.text;
  return say(`You said: ${text ?? "(no text)"}`);
}

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString("utf8");
}
