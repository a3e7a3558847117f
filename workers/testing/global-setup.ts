import type { TestProject } from "vitest/node";
import { startMessagesServer } from "./messages-server.ts";

declare module "vitest" {
  interface ProvidedContext {
    messagesUrl: string;
  }
}

/** Starts the local server that speaks the Messages API; every workerd test may script it. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const server = await startMessagesServer();
  project.provide("messagesUrl", server.url);
  return server.close;
}
