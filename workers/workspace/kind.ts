import type { FileKind } from "#contract/file";

const starts = (body: Uint8Array, at: number, text: string): boolean => {
  if (body.length < at + text.length) return false;
  for (let i = 0; i < text.length; i++) if (body[at + i] !== text.charCodeAt(i)) return false;
  return true;
};

/** The media type of an image by its first bytes; null for anything else. SVG is text. */
export function imageType(head: Uint8Array): string | null {
  if (starts(head, 0, "\x89PNG\r\n\x1a\n")) return "image/png";
  if (starts(head, 0, "\xff\xd8\xff")) return "image/jpeg";
  if (starts(head, 0, "GIF87a") || starts(head, 0, "GIF89a")) return "image/gif";
  if (starts(head, 0, "RIFF") && starts(head, 8, "WEBP")) return "image/webp";
  if (starts(head, 4, "ftypavif") || starts(head, 4, "ftypavis")) return "image/avif";
  if (starts(head, 0, "\0\0\x01\0") && (head[4] ?? 0) > 0 && head[5] === 0) return "image/x-icon";
  if (starts(head, 0, "BM") && starts(head, 6, "\0\0\0\0")) return "image/bmp";
  return null;
}

export interface KindProbe {
  push(chunk: Uint8Array): void;
  /** Call once, after the last chunk. */
  end(): FileKind;
}

/** Tells text (valid UTF-8 without NUL) from images and other bytes while a body streams by. */
export function probeKind(): KindProbe {
  let head = new Uint8Array(0);
  const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
  let isText = true;
  const decode = (chunk?: Uint8Array) => {
    try {
      decoder.decode(chunk, { stream: chunk !== undefined });
    } catch {
      isText = false;
    }
  };
  return {
    push(chunk) {
      if (head.length < 32) {
        const more = chunk.subarray(0, 32 - head.length);
        const joined = new Uint8Array(head.length + more.length);
        joined.set(head);
        joined.set(more, head.length);
        head = joined;
      }
      if (isText && chunk.includes(0)) isText = false;
      if (isText) decode(chunk);
    },
    end() {
      if (isText) decode();
      if (isText) return "text";
      return imageType(head) === null ? "binary" : "image";
    },
  };
}

export function kindOf(body: Uint8Array): FileKind {
  const probe = probeKind();
  probe.push(body);
  return probe.end();
}
