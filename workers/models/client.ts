import { BaseAnthropic } from "@anthropic-ai/sdk/client";
import { Messages } from "@anthropic-ai/sdk/resources/messages";

/** Where the Messages API is and how to sign in to it. */
export interface ModelAccess {
  readonly apiKey: string;
  /** Absent or empty: api.anthropic.com. */
  readonly baseURL?: string;
  readonly fetch?: typeof fetch;
}

/** The SDK with the one resource we use: a third of the size of its default client. */
export class MessagesClient extends BaseAnthropic {
  readonly messages = new Messages(this);
}

/** No retries of the SDK's (ours know whether something was said), no logs: they hold bodies. */
export const createClient = ({ apiKey, baseURL, fetch: fetchWith }: ModelAccess): MessagesClient =>
  new MessagesClient({
    apiKey,
    baseURL: baseURL || "https://api.anthropic.com",
    maxRetries: 0,
    logLevel: "off",
    openTelemetry: false,
    ...(fetchWith ? { fetch: fetchWith } : {}),
  });
