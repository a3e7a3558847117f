import type { Endpoint } from "#contract/endpoint";
import { type CallParts, send } from "../../client/call.ts";
import { saveBlob } from "../../ui/save-blob.ts";

/** A form with a file, for the endpoints that take one. Throws `ApiError`. */
export async function sendFile<Answer>(
  spec: Endpoint,
  file: File,
  fields: Readonly<Record<string, string>>,
): Promise<Answer> {
  const form = new FormData();
  form.set("file", file);
  for (const [name, value] of Object.entries(fields)) form.set(name, value);
  const answer = await send(spec, {}, { body: form });
  return (await answer.json()) as Answer;
}

/** Saves what an endpoint answers, under the name it gives. Throws `ApiError`. */
export async function download(spec: Endpoint, parts: CallParts = {}): Promise<void> {
  const answer = await send(spec, parts);
  const header = answer.headers.get("content-disposition") ?? "";
  const name = /filename="([^"]+)"/.exec(header)?.[1] ?? "engawa";
  saveBlob(name, await answer.blob());
}
