import { toWorker } from "../to-worker.ts";

export const onRequest = toWorker;
