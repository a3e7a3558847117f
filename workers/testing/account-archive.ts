/** What a person takes along of themselves, for tests: the files of its zip by name. */
import { Uint8ArrayReader, Uint8ArrayWriter, ZipReader } from "@zip.js/zip.js";
import { expect } from "vitest";
import { exportAccount } from "#contract/account";
import { call, type Person } from "./people.ts";

export async function unzip(bytes: Uint8Array): Promise<Map<string, Uint8Array>> {
  const files = new Map<string, Uint8Array>();
  for (const entry of await new ZipReader(new Uint8ArrayReader(bytes)).getEntries()) {
    if (!entry.directory) files.set(entry.filename, await entry.getData(new Uint8ArrayWriter()));
  }
  return files;
}

export async function archiveOf(person: Person): Promise<Map<string, Uint8Array>> {
  const response = await call(person, exportAccount);
  expect(response.status).toBe(200);
  expect(response.headers.get("content-type")).toBe("application/zip");
  return unzip(new Uint8Array(await response.arrayBuffer()));
}

export const textOf = (bytes: Uint8Array | undefined): string => new TextDecoder().decode(bytes);
