import type { TestProject } from "vitest/node";
import { startLyingServer } from "./lying-server.ts";
import { startMessagesServer } from "./messages-server.ts";
import { openIdClient } from "./openid-client.ts";
import { startOpenIdServer } from "./openid-server.ts";
import { startPageServer } from "./page-server.ts";
import { startTurnstileServer } from "./turnstile-server.ts";
import { startWebhookServer } from "./webhook-server.ts";

declare module "vitest" {
  interface ProvidedContext {
    messagesUrl: string;
    turnstileUrl: string;
    openIdUrl: string;
    lyingUrl: string;
    webhookUrl: string;
    pagesUrl: string;
  }
}

/** Starts the local servers that stand for others': every workerd test may script the Messages API. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const [messages, turnstile, openId, lying, webhooks, pages] = await Promise.all([
    startMessagesServer(),
    startTurnstileServer(),
    startOpenIdServer(),
    startLyingServer(openIdClient.secret),
    startWebhookServer(),
    startPageServer(),
  ]);
  openId.serve(["http://engawa.test"]);
  project.provide("messagesUrl", messages.url);
  project.provide("turnstileUrl", turnstile.url);
  project.provide("openIdUrl", openId.url);
  project.provide("lyingUrl", lying.url);
  project.provide("webhookUrl", webhooks.url);
  project.provide("pagesUrl", pages.url);
  return async () => {
    await Promise.all(
      [messages, turnstile, openId, lying, webhooks, pages].map((server) => server.close()),
    );
  };
}
