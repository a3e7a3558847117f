import type { ClientFrame, ServerFrame } from "#contract/frames";
import { cleanup } from "@solidjs/testing-library";
import { afterEach, beforeAll, beforeEach, vi } from "vitest";
import { loadErrorWords } from "../client/error-words.ts";

class NoObserver {
  observe() {}
  disconnect() {}
  unobserve() {}
}

/** A WebSocket whose other end is the test. */
export class ScriptedSocket {
  static all: ScriptedSocket[] = [];
  readyState = 1;
  onmessage: ((event: { data: string }) => void) | null = null;
  onclose: ((event: { code: number }) => void) | null = null;
  sent: ClientFrame[] = [];
  constructor(readonly url: string) {
    ScriptedSocket.all.push(this);
  }
  static last(): ScriptedSocket {
    const socket = ScriptedSocket.all.at(-1);
    if (!socket) throw new Error("nothing has connected");
    return socket;
  }
  send(text: string) {
    if (text !== "ping") this.sent.push(JSON.parse(text) as ClientFrame);
  }
  close() {
    this.readyState = 3;
  }
  /** Delivers frames and waits until they are drawn. */
  async say(...frames: ServerFrame[]) {
    for (const frame of frames) this.onmessage?.({ data: JSON.stringify(frame) });
    await new Promise((resolve) => setTimeout(resolve, 80));
  }
  ofType<T extends ClientFrame["type"]>(type: T) {
    return this.sent.filter((frame) => frame.type === type) as Extract<ClientFrame, { type: T }>[];
  }
}

/** For each test: what jsdom lacks of a browser, and a network that only knows the scripted socket. */
export function useBrowser(): void {
  // As they are in a browser some seconds after it opened the page.
  beforeAll(loadErrorWords);
  beforeEach(install);
  afterEach(cleanup);
}

function install(): void {
  ScriptedSocket.all = [];
  vi.stubGlobal("ResizeObserver", NoObserver);
  vi.stubGlobal("IntersectionObserver", NoObserver);
  vi.stubGlobal("matchMedia", () => ({ matches: false, addEventListener() {} }));
  vi.stubGlobal("WebSocket", ScriptedSocket);
  vi.stubGlobal("fetch", async () => Response.json({ items: [], default_model: "" }));
}
