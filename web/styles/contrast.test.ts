import { describe, expect, test } from "vitest";
import css from "./tokens.css?raw";

const tokensOf = (selector: string): Record<string, string> => {
  const from = css.indexOf(selector);
  const block = css.slice(from, css.indexOf("}", from));
  return Object.fromEntries(
    [...block.matchAll(/--([\w-]+): (#[0-9a-f]{6})/g)].map(([, name, value]) => [name, value]),
  );
};

const channel = (value: number) => {
  const part = value / 255;
  return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
};

const luminance = (hex: string) => {
  const value = Number.parseInt(hex.slice(1), 16);
  return (
    0.2126 * channel(value >> 16) +
    0.7152 * channel((value >> 8) & 255) +
    0.0722 * channel(value & 255)
  );
};

/** WCAG 2.2, 1 to 21. */
const contrast = (a: string, b: string) => {
  const [dark, light] = [luminance(a), luminance(b)].toSorted((x, y) => x - y);
  return (light! + 0.05) / (dark! + 0.05);
};

const grounds = ["surface", "raised", "sunken"];
const softs = ["accent", "info", "good", "warn", "bad"];
const pairs = [
  ...["ink", "quiet", ...softs].flatMap((text) => grounds.map((ground) => [text, ground] as const)),
  ...softs.flatMap((tone) => [
    [tone, `${tone}-soft`] as const,
    ["ink", `${tone}-soft`] as const,
    ["quiet", `${tone}-soft`] as const,
  ]),
  ["on-accent", "accent"] as const,
  ["on-bad", "bad"] as const,
  ["surface", "ink"] as const,
];

describe.each([
  ["washi (light)", ":root {"],
  ["sumi (dark)", ':root[data-theme="dark"]'],
])("%s", (_name, selector) => {
  const tokens = tokensOf(selector);

  test.each(pairs)("text in %s on %s can be read (AA)", (text, ground) => {
    expect(contrast(tokens[text]!, tokens[ground]!)).toBeGreaterThanOrEqual(4.5);
  });

  test.each(grounds)("the edge of a field and the focus ring are seen on %s", (ground) => {
    expect(contrast(tokens["edge"]!, tokens[ground]!)).toBeGreaterThanOrEqual(3);
    expect(contrast(tokens["accent"]!, tokens[ground]!)).toBeGreaterThanOrEqual(3);
  });
});

test("both themes define the same colours", () => {
  expect(Object.keys(tokensOf(':root[data-theme="dark"]')).toSorted()).toEqual(
    Object.keys(tokensOf(":root {")).toSorted(),
  );
});
