import { expect, test } from "vitest";
import { displayBytes } from "./display-bytes.ts";

test.each([
  [0, "0 B"],
  [1023, "1023 B"],
  [1536, "1.5 KB"],
  [1_048_575, "1.0 MB"],
  [1_073_741_824, "1.0 GB"],
  [107_374_182_400, "100.0 GB"],
])("%d is %s, as document A writes it", (bytes, text) => {
  expect(displayBytes(bytes)).toBe(text);
});
