import { AppError } from "../platform/errors.ts";
import {
  attachment,
  etagOf,
  harmlessType,
  hostileHeaders,
  isUnchanged,
  parseRange,
} from "./http-file.ts";
import type { Range } from "./operations.ts";
import { nameOf } from "./paths.ts";
import type { FileBody } from "./rpc.ts";

/** A file over HTTP: 200, 206 for a range, 304 for a version the caller has, 416 outside of it. */
export async function respondFile(
  request: Headers,
  download: boolean,
  read: (range?: Range) => Promise<FileBody>,
): Promise<Response> {
  const range = parseRange(request.get("range") ?? undefined);
  let file: FileBody;
  try {
    file = await read(range);
  } catch (error) {
    const size = error instanceof AppError && error.details?.["size"];
    if (!range || typeof size !== "number") throw error;
    return new Response(null, { status: 416, headers: { "Content-Range": `bytes */${size}` } });
  }
  const { version } = file.info;
  const headers = new Headers({
    ...hostileHeaders,
    ETag: etagOf(version),
    "Cache-Control": "private, no-cache",
    "Accept-Ranges": "bytes",
  });
  if (isUnchanged(request.get("if-none-match") ?? undefined, version)) {
    await file.body.cancel();
    return new Response(null, { status: 304, headers });
  }
  const ifRange = request.get("if-range");
  const partial = range !== undefined && (ifRange === null || isUnchanged(ifRange, version));
  if (range && !partial) {
    await file.body.cancel();
    file = await read();
  }
  const { info, offset, length, body } = file;
  headers.set("Content-Type", harmlessType(info));
  headers.set("Content-Length", String(length));
  if (download) headers.set("Content-Disposition", attachment(nameOf(info.path)));
  if (!partial) return new Response(body, { headers });
  headers.set("Content-Range", `bytes ${offset}-${offset + length - 1}/${info.size}`);
  return new Response(body, { status: 206, headers });
}
