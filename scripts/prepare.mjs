/**
 * Unpacks ripgrep's engine (WebAssembly, npm `ripgrep`) to where the Worker imports it, and links the
 * packaged Node. Runs after every install; does nothing when all is up to date.
 */
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliDecompressSync } from "node:zlib";
import { linkPackagedNode } from "./setup/packaged-node.mjs";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const source = new URL("../node_modules/ripgrep/lib/_rg.wasm.mjs", import.meta.url);
const target = join(root, "workers/tools/ripgrep/rg.wasm");
const stamp = join(root, "node_modules/.cache/ripgrep-wasm");

/** 64 KB each: an isolate has 128 MB for everything. */
const maxPages = 1024;

const leb = (value) => {
  const bytes = [];
  for (let rest = value; ;) {
    const low = rest & 0x7f;
    rest >>>= 7;
    bytes.push(rest === 0 ? low : low | 0x80);
    if (rest === 0) return bytes;
  }
};

function readLeb(bytes, at) {
  let value = 0;
  let shift = 0;
  for (let i = at; ; i++) {
    value |= (bytes[i] & 0x7f) << shift;
    if ((bytes[i] & 0x80) === 0) return { value, next: i + 1 };
    shift += 7;
  }
}

/** Sets the maximum of the module's own memory, so that no pattern can make it grow past it. */
export function limitMemory(wasm, pages) {
  for (let at = 8; at < wasm.length;) {
    const id = wasm[at];
    const size = readLeb(wasm, at + 1);
    const end = size.next + size.value;
    if (id === 5) {
      const count = readLeb(wasm, size.next);
      const flags = wasm[count.next];
      const minimum = readLeb(wasm, count.next + 1);
      if (count.value !== 1 || flags > 1) throw new Error("an unexpected memory section");
      const body = [1, 1, ...leb(minimum.value), ...leb(Math.max(pages, minimum.value))];
      return Buffer.concat([
        wasm.subarray(0, at),
        Buffer.from([5, ...leb(body.length), ...body]),
        wasm.subarray(end),
      ]);
    }
    at = end;
  }
  throw new Error("the module has no memory");
}

async function prepare() {
  const { version } = JSON.parse(readFileSync(new URL("../package.json", source), "utf8"));
  const wanted = `${version} ${maxPages}`;
  if (existsSync(target) && existsSync(stamp) && readFileSync(stamp, "utf8") === wanted) return;
  const { getCompressedBytes } = await import(source.href);
  const wasm = limitMemory(brotliDecompressSync(getCompressedBytes()), maxPages);
  mkdirSync(dirname(target), { recursive: true });
  writeFileSync(`${target}.new`, wasm);
  renameSync(`${target}.new`, target);
  mkdirSync(dirname(stamp), { recursive: true });
  writeFileSync(stamp, wanted);
}

linkPackagedNode(root);
await prepare();
