/** An authenticator app: six digits from the secret a page shows (RFC 6238). */
import { createHmac } from "node:crypto";

const period = 30_000;
const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

function bytesOf(base32: string): Buffer {
  const bits = [...base32.replaceAll(/[\s=]/g, "")]
    .map((letter) => alphabet.indexOf(letter).toString(2).padStart(5, "0"))
    .join("");
  return Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)));
}

function codeAt(base32: string, step: number): string {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(step));
  const mac = createHmac("sha1", bytesOf(base32)).update(counter).digest();
  const number = mac.readUInt32BE((mac.at(-1) ?? 0) & 15) & 0x7fffffff;
  return String(number % 1_000_000).padStart(6, "0");
}

/** Each code of a secret once, as a server asks for: waits where the clock has none left. */
export function authenticator(base32: string): { next(): Promise<string> } {
  let last = 0;
  return {
    async next() {
      const now = Math.floor(Date.now() / period);
      const step = Math.max(last + 1, now - 1);
      // One step ahead is taken for a clock that runs fast.
      const wait = (step - 1) * period - Date.now();
      if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait + 50));
      last = step;
      return codeAt(base32, step);
    },
  };
}
