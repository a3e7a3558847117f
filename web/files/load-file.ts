import { type FileInfo, readFile } from "#contract/file";
import { receive } from "../client/raw.ts";

/** What the bytes of a file turn out to be. */
export type Loaded =
  | {
      readonly kind: "text";
      readonly version: number;
      readonly text: string;
      readonly size: number;
    }
  /** Text of another encoding, decoded to look at. */
  | {
      readonly kind: "foreign";
      readonly version: number;
      readonly text: string;
      readonly size: number;
    }
  | { readonly kind: "image"; readonly version: number; readonly blob: Blob; readonly size: number }
  | { readonly kind: "binary" | "large"; readonly version: number; readonly size: number };

const imageTypes: Record<string, string> = {
  png: "image/png",
  jpg: "image/jpeg",
  jpeg: "image/jpeg",
  gif: "image/gif",
  webp: "image/webp",
  avif: "image/avif",
  ico: "image/x-icon",
  bmp: "image/bmp",
};

const imageType = (path: string): string | undefined =>
  imageTypes[path.slice(path.lastIndexOf(".") + 1).toLowerCase()];

const editableBytes = 10 * 1024 * 1024;

/** `ETag: "12"` → 12. */
export const versionOf = (etag: string | null): number => {
  const found = /"(\d+)/.exec(etag ?? "");
  return found === null ? 0 : Number(found[1]);
};

const decode = (bytes: ArrayBuffer, encoding: string): string | null => {
  try {
    return new TextDecoder(encoding, { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return null;
  }
};

export function readText(bytes: ArrayBuffer): { kind: "text" | "foreign"; text: string } | null {
  if (new Uint8Array(bytes, 0, Math.min(8192, bytes.byteLength)).includes(0)) return null;
  const text = decode(bytes, "utf-8");
  if (text !== null) return { kind: "text", text };
  const foreign = decode(bytes, "shift_jis") ?? decode(bytes, "euc-jp");
  return foreign === null ? null : { kind: "foreign", text: foreign };
}

/** Loads a file to show it; `info` (where the tree knows it) spares what could not be shown. */
export async function loadFile(
  project: string,
  path: string,
  info: FileInfo | undefined,
): Promise<Loaded> {
  const image = imageType(path);
  if (info !== undefined && image === undefined) {
    const { size, version } = info;
    if (info.kind === "binary") return { kind: "binary", version, size };
    if (size > editableBytes) return { kind: "large", version, size };
  }
  const answer = await receive(readFile, { param: { path }, query: { project_id: project } });
  const version = versionOf(answer.headers.get("etag"));
  const bytes = await answer.arrayBuffer();
  const size = bytes.byteLength;
  if (image !== undefined) {
    return { kind: "image", version, blob: new Blob([bytes], { type: image }), size };
  }
  const text = readText(bytes);
  return text === null ? { kind: "binary", version, size } : { ...text, version, size };
}
