import type { ServerResponse } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import { encodeEvent, type WireMessage } from "../models/demo/wire.ts";
import { answerEvents } from "./answer-events.ts";
import type { Answer, Fault } from "./script.ts";
import { newRequestId } from "./send.ts";

/** Resolves when the stream has ended, broke as scripted, or the client left. */
export async function sendStream(
  response: ServerResponse,
  step: Answer,
  message: WireMessage,
): Promise<void> {
  response.writeHead(200, {
    "content-type": "text/event-stream; charset=utf-8",
    "cache-control": "no-cache",
    "request-id": newRequestId(),
  });
  const left = new Promise<void>((done) => response.once("close", done));
  for (const item of answerEvents(step, message)) {
    if (response.destroyed) return;
    if ("fault" in item) return breakStream(response, item.fault, left);
    if (item.delta && step.deltas_per_second) await sleep(1000 / step.deltas_per_second);
    if (!response.write(encodeEvent(item.event))) {
      await Promise.race([left, new Promise<void>((done) => response.once("drain", done))]);
    }
  }
  response.end();
}

async function breakStream(response: ServerResponse, fault: Fault, left: Promise<void>) {
  switch (fault.kind) {
    case "cut":
      // What was written still arrives; the end of the chunked body does not.
      response.socket?.destroySoon();
      return;
    case "error_event": {
      const type = fault.error_type ?? "overloaded_error";
      response.write(encodeEvent({ type: "error", error: { type, message: "Overloaded" } }));
      response.end();
      return;
    }
    case "stall":
      return left;
    case "stall_pings":
      while (!response.destroyed) {
        response.write(encodeEvent({ type: "ping" }));
        await Promise.race([left, sleep(20)]);
      }
  }
}
