import { decodeQR } from "qr/decode.js";
import { expect, test } from "vitest";
import { qrPath } from "./QrCode.tsx";

test("what is drawn reads back as what was meant", () => {
  const text = "otpauth://totp/Engawa:hana%40example.com?secret=JBSWY3DPEHPK3PXP&issuer=Engawa";
  const { path, size } = qrPath(text);
  const scale = 4;
  const side = size * scale;
  const data = new Uint8ClampedArray(side * side * 4).fill(255);
  for (const [, x, y] of path.matchAll(/M(\d+) (\d+)h1v1h-1z/g)) {
    for (let dy = 0; dy < scale; dy++) {
      for (let dx = 0; dx < scale; dx++) {
        const at = ((Number(y) * scale + dy) * side + Number(x) * scale + dx) * 4;
        data.fill(0, at, at + 3);
      }
    }
  }
  expect(decodeQR({ width: side, height: side, data })).toBe(text);
});
