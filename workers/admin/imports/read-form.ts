import { AppError } from "../../platform/errors.ts";
import { sha256OfBytes } from "../../platform/hash.ts";
import { decodeText } from "./decode-text.ts";

/** What a file is sent with. */
const formBytes = 64 * 1024;

export interface UploadedFile {
  readonly name: string;
  readonly text: string;
  /** SHA-256 of its bytes, hex. */
  readonly hash: string;
}

async function readBytes(request: Request, max: number): Promise<Blob> {
  if (Number(request.headers.get("content-length") ?? 0) > max) throw new AppError("REQUEST_005");
  const chunks: Uint8Array<ArrayBuffer>[] = [];
  let size = 0;
  for await (const chunk of request.body ?? []) {
    size += chunk.byteLength;
    if (size > max) throw new AppError("REQUEST_005");
    chunks.push(chunk as Uint8Array<ArrayBuffer>);
  }
  return new Blob(chunks);
}

const truths = new Map([
  ["true", true],
  ["1", true],
  ["false", false],
  ["0", false],
  ["", false],
]);

/** A preview or the run: what is neither is refused, since a slip must not run. */
function readDryRun(text: string): boolean {
  const found = truths.get(text);
  if (found !== undefined) return found;
  throw new AppError("REQUEST_001", undefined, [{ path: "dry_run", message: "true or false" }]);
}

/** A form with one file, never more than `max` bytes of it. Throws REQUEST_001, REQUEST_004, REQUEST_005, BULK_002. */
export async function readForm(
  request: Request,
  max: number,
): Promise<{ file: UploadedFile; dryRun: boolean; fields: Readonly<Record<string, string>> }> {
  const type = request.headers.get("content-type") ?? "";
  if (!/^multipart\/form-data\b/i.test(type)) throw new AppError("REQUEST_004");
  const body = await readBytes(request, max + formBytes);
  const form = await new Response(body, { headers: { "content-type": type } })
    .formData()
    .catch(() => {
      throw new AppError("REQUEST_001", undefined, [{ path: "body", message: "not a form" }]);
    });
  const found: unknown = form.get("file");
  if (!(found instanceof File)) {
    throw new AppError("REQUEST_001", undefined, [{ path: "file", message: "missing" }]);
  }
  if (found.size > max) throw new AppError("REQUEST_005");
  const bytes = new Uint8Array(await found.arrayBuffer());
  const text = decodeText(bytes);
  if (text === null) {
    throw new AppError("BULK_002", undefined, [
      { path: "file", message: "not UTF-8 or Shift_JIS" },
    ]);
  }
  const entries = [...form.entries()].flatMap(([key, value]): [string, string][] =>
    typeof value === "string" ? [[key, value]] : [],
  );
  const fields = Object.fromEntries(entries);
  return {
    file: { name: found.name, text, hash: await sha256OfBytes(bytes) },
    dryRun: readDryRun(fields["dry_run"] ?? ""),
    fields,
  };
}
