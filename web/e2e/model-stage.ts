import { startMessagesServer } from "../../workers/testing/messages-server.ts";
import {
  postScript,
  readRequests,
  type RecordedRequest,
  type Step,
} from "../../workers/testing/script.ts";
import { openStage, type Stage } from "./support/stage.ts";

const key = "key-of-the-browser-tests";

export interface ModelStage extends Stage {
  /** What the model answers from now on, one step for each call. */
  script(...steps: Step[]): Promise<void>;
  /** The calls made so far, oldest first. */
  requests(): Promise<RecordedRequest[]>;
}

/** A stage whose model is a server that speaks the Messages API and answers as the tests script it. */
export async function openModelStage(): Promise<ModelStage> {
  const model = await startMessagesServer();
  const env = { ANTHROPIC_API_KEY: key, ANTHROPIC_BASE_URL: model.url };
  const stage = await openStage({ env }).catch(async (error: unknown) => {
    await model.close();
    throw error;
  });
  return {
    ...stage,
    script: (...steps) => postScript(model.url, key, steps),
    requests: () => readRequests(model.url, key),
    close: () => stage.close().finally(() => model.close()),
  };
}
