import { expect, test } from "vitest";
import { imageType, kindOf, probeKind } from "./kind.ts";

const bytes = (text: string) => Uint8Array.from(text, (c) => c.charCodeAt(0));

test.each([
  ["nothing", new Uint8Array(0), "text"],
  ["ASCII", bytes("hello\n"), "text"],
  ["UTF-8 with a mark", new TextEncoder().encode("\ufeff日本語"), "text"],
  ["an SVG", bytes("<svg xmlns='http://www.w3.org/2000/svg'/>"), "text"],
  ["a text that begins like a bitmap", bytes("BM is short"), "text"],
  ["text with a NUL", bytes("a\0b"), "binary"],
  ["Shift_JIS", Uint8Array.of(0x93, 0xfa, 0x96, 0x7b), "binary"],
  ["UTF-8 cut in the middle of a character", Uint8Array.of(0xe3, 0x81), "binary"],
  ["UTF-16", bytes("\xff\xfea\0"), "binary"],
  ["a PNG", bytes("\x89PNG\r\n\x1a\n\0\0\0\rIHDR"), "image"],
  ["a JPEG", bytes("\xff\xd8\xff\xe0\0\x10JFIF"), "image"],
  ["a GIF", bytes("GIF89a\x01\0\x01\0\x80\0\0"), "image"],
  ["a WebP", bytes("RIFF\x24\0\0\0WEBPVP8 "), "image"],
  ["an AVIF", bytes("\0\0\0\x20ftypavif\0\0\0\0"), "image"],
  ["an icon", bytes("\0\0\x01\0\x01\0\x10\x10\0\0"), "image"],
  ["a bitmap", bytes("BM\x46\0\0\0\0\0\0\0\x36\0\0\0"), "image"],
])("%s is %3$s", (_name, body, kind) => {
  expect(kindOf(body)).toBe(kind);
});

test("a character or a magic number cut between two chunks is still recognised", () => {
  const text = probeKind();
  text.push(Uint8Array.of(0xe3, 0x81));
  text.push(Uint8Array.of(0x82));
  expect(text.end()).toBe("text");
  const image = probeKind();
  image.push(bytes("\x89PN"));
  image.push(bytes("G\r\n\x1a\n\0"));
  expect(image.end()).toBe("image");
});

test("an SVG never gets an image type, so it is never served as one", () => {
  expect(imageType(bytes("<svg onload='x'/>"))).toBeNull();
});
