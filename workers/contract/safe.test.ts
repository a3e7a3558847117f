import { expect, test } from "vitest";
import type { Endpoint } from "./endpoint.ts";
import { allEndpoints } from "./index.ts";

const endpoints = Object.entries(allEndpoints) as [string, Endpoint][];

/** On record, counted, made as it is taken, or the beginning of something: no HEAD does that for nothing. */
const onlyByGet = [
  "downloadArchive",
  "exportAccount",
  "exportActivity",
  "exportAudit",
  "exportDebugEntries",
  "exportMaster",
  "exportStatistics",
  "exportUsers",
  "followSession",
  "listContentFiles",
  "readContentFile",
  "readContentHistory",
  "startOAuth",
];

test("a GET that does more than read is named", () => {
  const unsafe = endpoints.filter(([, { safe }]) => safe === false);
  expect(unsafe.map(([name]) => name).sort()).toEqual(onlyByGet);
});
