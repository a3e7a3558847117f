/** Archives made by hand, so that they can be as hostile as they like. */
import { crc32, deflateRawSync, gzipSync } from "node:zlib";
import { bytes } from "../testing.ts";

export function concat(...parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

export interface TarItem {
  readonly name: string;
  readonly body?: string | Uint8Array;
  /** "0" file, "1" hard link, "2" symbolic link, "3" device, "5" directory, "6" fifo. */
  readonly type?: string;
  readonly link?: string;
  readonly mode?: number;
}

function tarHeader({ name, type = "0", link = "", mode = 0o644 }: TarItem, size: number) {
  const block = new Uint8Array(512);
  const put = (at: number, text: string) => block.set(bytes(text), at);
  put(0, name);
  put(100, `${mode.toString(8).padStart(7, "0")}\0`);
  put(108, "0000000\0");
  put(116, "0000000\0");
  put(124, `${size.toString(8).padStart(11, "0")}\0`);
  put(136, "00000000000\0");
  put(148, "        ");
  put(156, type);
  put(157, link);
  put(257, "ustar\0");
  put(263, "00");
  const sum = block.reduce((total, byte) => total + byte, 0);
  put(148, `${sum.toString(8).padStart(6, "0")}\0 `);
  return block;
}

export function tar(items: readonly TarItem[]): Uint8Array {
  const parts = items.flatMap((item) => {
    const body = typeof item.body === "string" ? bytes(item.body) : (item.body ?? new Uint8Array());
    return [tarHeader(item, body.length), body, new Uint8Array(-body.length & 511)];
  });
  return concat(...parts, new Uint8Array(1024));
}

export const gzip = (body: Uint8Array): Uint8Array => new Uint8Array(gzipSync(body));

export interface ZipItem {
  readonly name: string;
  readonly body?: string | Uint8Array;
  /** Unix mode with its type, e.g. 0o120777 for a link. */
  readonly mode?: number;
  readonly flags?: number;
  readonly crc?: number;
  /** What the directory says instead of the true size. */
  readonly declared?: number;
}

function record(fields: readonly (readonly [bytes: 2 | 4, value: number])[]): Uint8Array {
  const view = new DataView(new ArrayBuffer(fields.reduce((sum, [size]) => sum + size, 0)));
  let at = 0;
  for (const [size, value] of fields) {
    if (size === 2) view.setUint16(at, value, true);
    else view.setUint32(at, value >>> 0, true);
    at += size;
  }
  return new Uint8Array(view.buffer);
}

export function zip(items: readonly ZipItem[]): Uint8Array {
  const locals: Uint8Array[] = [];
  const central: Uint8Array[] = [];
  let offset = 0;
  for (const item of items) {
    const name = bytes(item.name);
    const body = typeof item.body === "string" ? bytes(item.body) : (item.body ?? new Uint8Array());
    const packed = new Uint8Array(deflateRawSync(body));
    const facts = [
      [2, item.flags ?? 0x800],
      [2, 8],
      [4, 0x21_0000],
      [4, item.crc ?? crc32(body)],
      [4, packed.length],
      [4, item.declared ?? body.length],
      [2, name.length],
      [2, 0],
    ] as const;
    const local = concat(record([[4, 0x04034b50], [2, 20], ...facts]), name, packed);
    const mode = item.mode ?? (item.name.endsWith("/") ? 0o040755 : 0o100644);
    const rest = [
      [2, 0],
      [2, 0],
      [2, 0],
      [4, mode << 16],
      [4, offset],
    ] as const;
    const head = [
      [4, 0x02014b50],
      [2, (3 << 8) | 20],
      [2, 20],
    ] as const;
    central.push(record([...head, ...facts, ...rest]), name);
    locals.push(local);
    offset += local.length;
  }
  const directory = concat(...central);
  const end = record([
    [4, 0x06054b50],
    [2, 0],
    [2, 0],
    [2, items.length],
    [2, items.length],
    [4, directory.length],
    [4, offset],
    [2, 0],
  ]);
  return concat(...locals, directory, end);
}
