import type { TestProject } from "vitest/node";
import { startMessagesServer } from "./messages-server.ts";
import { startTurnstileServer } from "./turnstile-server.ts";

declare module "vitest" {
  interface ProvidedContext {
    messagesUrl: string;
    turnstileUrl: string;
  }
}

/** Starts the local servers that stand for others': every workerd test may script the Messages API. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const [messages, turnstile] = await Promise.all([startMessagesServer(), startTurnstileServer()]);
  project.provide("messagesUrl", messages.url);
  project.provide("turnstileUrl", turnstile.url);
  return async () => {
    await Promise.all([messages.close(), turnstile.close()]);
  };
}
