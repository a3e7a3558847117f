/** An Excel workbook of one sheet (ECMA-376), streamed. Texts are inline strings: never formulas, whatever they begin with. */
import { downloadZip } from "client-zip";
import { spellHidden } from "../../platform/text/hidden-characters.ts";

type Cell = string | number;

const head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const office = "http://schemas.openxmlformats.org";
const relation = `${office}/officeDocument/2006/relationships`;
const sheetType = "application/vnd.openxmlformats-officedocument.spreadsheetml";

const contentTypes = `${head}<Types xmlns="${office}/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${sheetType}.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="${sheetType}.worksheet+xml"/><Override PartName="/xl/styles.xml" ContentType="${sheetType}.styles+xml"/></Types>`;

const relations = (...list: readonly (readonly [type: string, target: string])[]) =>
  `${head}<Relationships xmlns="${office}/package/2006/relationships">${list
    .map(
      ([type, target], at) =>
        `<Relationship Id="rId${at + 1}" Type="${relation}/${type}" Target="${target}"/>`,
    )
    .join("")}</Relationships>`;

/** Style 1 is the header's: bold. */
const styles = `${head}<styleSheet xmlns="${office}/spreadsheetml/2006/main"><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="2"><xf/><xf fontId="1" applyFont="1"/></cellXfs></styleSheet>`;

/** What XML 1.0 cannot hold at all is left out. */
const escape = (text: string): string =>
  text
    // oxlint-disable-next-line no-control-regex -- XML refuses control characters
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ud800-\udfff\ufffe\uffff]/gu, "")
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");

/** Excel holds no more characters in a cell. */
const maxCell = 32_767;

const cell = (value: Cell, style: string): string =>
  typeof value === "number"
    ? `<c${style}><v>${value}</v></c>`
    : `<c${style} t="inlineStr"><is><t xml:space="preserve">${escape(spellHidden(value).slice(0, maxCell))}</t></is></c>`;

async function* sheet(rows: AsyncIterable<readonly Cell[]>): AsyncGenerator<Uint8Array> {
  const encoder = new TextEncoder();
  yield encoder.encode(
    `${head}<worksheet xmlns="${office}/spreadsheetml/2006/main"><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><sheetData>`,
  );
  let row = 0;
  for await (const values of rows) {
    row++;
    const style = row === 1 ? ' s="1"' : "";
    yield encoder.encode(
      `<row r="${row}">${values.map((value) => cell(value, style)).join("")}</row>`,
    );
  }
  yield encoder.encode("</sheetData></worksheet>");
}

/** `name`: the sheet's, at most 31 characters. The first row is the header. */
export async function* workbook(
  name: string,
  rows: AsyncIterable<readonly Cell[]>,
): AsyncGenerator<Uint8Array> {
  const files = [
    { name: "[Content_Types].xml", input: contentTypes },
    { name: "_rels/.rels", input: relations(["officeDocument", "xl/workbook.xml"]) },
    {
      name: "xl/workbook.xml",
      input: `${head}<workbook xmlns="${office}/spreadsheetml/2006/main" xmlns:r="${relation}"><sheets><sheet name="${escape(name)}" sheetId="1" r:id="rId1"/></sheets></workbook>`,
    },
    {
      name: "xl/_rels/workbook.xml.rels",
      input: relations(["worksheet", "worksheets/sheet1.xml"], ["styles", "styles.xml"]),
    },
    { name: "xl/styles.xml", input: styles },
    { name: "xl/worksheets/sheet1.xml", input: sheet(rows) },
  ];
  const { body } = downloadZip(files);
  if (!body) throw new Error("a zip without a body");
  const reader = body.getReader();
  // Let go of rather than cancelled: of that the zip does not tell its files.
  for (let next = await reader.read(); !next.done; next = await reader.read()) yield next.value;
}
