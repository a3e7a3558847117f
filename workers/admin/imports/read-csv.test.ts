import { describe, expect, test } from "vitest";
import { csvLine } from "../../platform/text/csv.ts";
import { decodeText } from "./decode-text.ts";
import { mostRecords, readCsv } from "./read-csv.ts";
import { readTable } from "./read-table.ts";

const wide = { columns: ["a"], required: ["a"] };
const refusalOf = (work: () => unknown) => {
  try {
    work();
  } catch (error) {
    return (error as { code?: string }).code;
  }
  return null;
};
const cells = (text: string) => readCsv(text)?.map((record) => record.cells);

describe("CSV", () => {
  test("quotes hold commas, line ends and doubled quotes", () => {
    expect(cells('a,"b,\r\n""c""",d\r\n1,,3')).toEqual([
      ["a", 'b,\r\n"c"', "d"],
      ["1", "", "3"],
    ]);
  });

  test("line ends are CRLF, LF or CR; empty lines are none, but count", () => {
    expect(readCsv("a\r\n\nb\rc")).toEqual([
      { row: 1, cells: ["a"] },
      { row: 3, cells: ["b"] },
      { row: 4, cells: ["c"] },
    ]);
  });

  test("a comma at the end is an empty cell", () => {
    expect(cells("a,\nb,")).toEqual([
      ["a", ""],
      ["b", ""],
    ]);
  });

  test.each(['"open', 'a,"b"c', '"a""'])("%j is refused", (text) => {
    expect(readCsv(text)).toBeNull();
  });

  test("a hundred thousand quotes take no time", () => {
    expect(cells(`"${'""'.repeat(100_000)}"`)?.[0]?.[0]).toHaveLength(100_000);
  });

  test("a file of a million rows is not read to its end", () => {
    expect(readCsv("a\n".repeat(1_000_000))).toHaveLength(mostRecords + 1);
    expect(refusalOf(() => readTable("a\n".repeat(1_000_000), wide))).toBe("BULK_002");
  });

  test("what an export marks as text comes back as it was", () => {
    const values = ["=1+1", "@a", "-x", "plain", 'say "hi"', "a\nb"];
    const table = readTable(`a,b,c,d,e,f\r\n${csvLine(values)}`, {
      columns: ["a", "b", "c", "d", "e", "f"],
      required: ["a"],
    });
    expect(Object.values(table[0]?.values ?? {})).toEqual(values);
  });
});

describe("the encoding", () => {
  const bytes = (...list: number[]) => new Uint8Array(list);

  test("UTF-8 with a mark and without", () => {
    expect(decodeText(new TextEncoder().encode("\uFEFF氏名"))).toBe("氏名");
    expect(decodeText(new TextEncoder().encode("氏名"))).toBe("氏名");
  });

  test("Shift_JIS, as Excel in Japan saves it", () => {
    expect(decodeText(bytes(0x8e, 0x81, 0x96, 0xbc))).toBe("氏名");
  });

  test("neither is refused", () => {
    expect(decodeText(bytes(0x61, 0x00))).toBeNull();
    expect(decodeText(bytes(0xff, 0xfe, 0xff))).toBeNull();
  });
});

describe("a table", () => {
  const shape = { columns: ["email", "name"], required: ["email"] };
  const refusal = (text: string) => {
    try {
      readTable(text, shape);
      return null;
    } catch (error) {
      return (error as { issues?: { path: string }[] }).issues?.map(({ path }) => path);
    }
  };

  test("knows its columns in any case and order", () => {
    expect(readTable("NAME, Email \nA,a@b.c", shape)).toEqual([
      { row: 2, values: { email: "a@b.c", name: "A" } },
    ]);
  });

  test("without a column it needs, with one it does not know or one twice, is refused", () => {
    expect(refusal("name\nA")).toEqual(["email"]);
    expect(refusal("email,password\na,b")).toEqual(["password"]);
    expect(refusal("email,EMAIL\na,b")).toEqual(["email"]);
    expect(refusal("")).toEqual(["file"]);
  });

  test("a row with more cells than the header has says so", () => {
    expect(refusal("email\na,b")).toEqual(["row 2"]);
  });
});
