import { createServer } from "node:http";
import type { TestProject } from "vitest/node";

declare module "vitest" {
  interface ProvidedContext {
    messagesUrl: string;
  }
}

/** Starts the local server that speaks the Messages API; every workerd test may script it. */
export default async function setup(project: TestProject): Promise<() => void> {
  const server = createServer((_request, response) => response.writeHead(501).end());
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("no port");
  project.provide("messagesUrl", `http://127.0.0.1:${address.port}`);
  return () => server.close();
}
