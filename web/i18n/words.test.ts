import { afterEach, describe, expect, test } from "vitest";
import { setLanguage } from "./language.ts";
import { bytes, money, relative } from "./format.ts";
import { words, type Words } from "./words.ts";

const areas = import.meta.glob<{ t?: Words<string> }>("./*.ts", { eager: true });

const placeholders = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);

describe.each(
  Object.entries(areas).flatMap(([file, area]) =>
    area.t?.pair === undefined ? [] : ([[file, area.t.pair]] as const),
  ),
)("%s", (_file, { ja, en }) => {
  test("both languages have the same texts, none of them empty", () => {
    expect(Object.keys(en).toSorted()).toEqual(Object.keys(ja).toSorted());
    expect(
      [...Object.values(ja), ...Object.values(en)].filter((text) => text.trim() === ""),
    ).toEqual([]);
  });

  test("both languages fill in the same places", () => {
    for (const [key, text] of Object.entries(ja)) {
      expect(new Set(placeholders(en[key] ?? "")), key).toEqual(new Set(placeholders(text)));
    }
  });

  test("English holds no Japanese", () => {
    expect(Object.values(en).filter((text) => /[ぁ-んァ-ヶ一-龠]/.test(text))).toEqual([]);
  });
});

describe("texts", () => {
  afterEach(() => setLanguage("ja"));
  const t = words({ hello: "{name}さん、{name}さん" }, { hello: "{name} and {name}" });

  test("follow the language and fill in every place", () => {
    setLanguage("ja");
    expect(t("hello", { name: "花" })).toBe("花さん、花さん");
    setLanguage("en");
    expect(t("hello", { name: "Hana" })).toBe("Hana and Hana");
  });

  test("say one or many", () => {
    const files = words({ n: "{count} 件" }, { n: "{count} {count?file|files}" });
    setLanguage("en");
    expect([0, 1, 2].map((count) => files("n", { count }))).toEqual([
      "0 files",
      "1 file",
      "2 files",
    ]);
  });

  test("tell sizes, money and time past", () => {
    setLanguage("en");
    expect([0, 1023, 1024, 10 * 1024 * 1024, 1536].map(bytes)).toEqual([
      "0 B",
      "1023 B",
      "1 KB",
      "10 MB",
      "1.5 KB",
    ]);
    expect([0, 1_230_000, 420].map(money)).toEqual(["$0.00", "$1.23", "$0.00042"]);
    const now = Date.parse("2026-03-10T12:00:00Z");
    expect(relative(now - 5_000, "long", now)).toBe("just now");
    expect(relative(now - 180_000, "long", now)).toBe("3 minutes ago");
    expect(relative(now - 86_400_000, "long", now)).toBe("yesterday");
    expect(relative(now - 30 * 86_400_000, "long", now)).toMatch(/2026/);
  });
});
