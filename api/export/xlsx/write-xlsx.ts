import { PassThrough, Readable } from "node:stream";
import { ZipFile } from "yazl";
import { chartXml, drawingXml } from "./chart-xml.ts";
import { columnLetters, type SheetDraft, type WorkbookDraft } from "./draft.ts";
import { filteredRange, sheetXml } from "./sheet-xml.ts";
import { styleBook } from "./styles.ts";
import { XML_HEAD, xmlText } from "./xml-text.ts";

const MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006";
const PACKAGE = "http://schemas.openxmlformats.org/package/2006";
const SHEETS = "application/vnd.openxmlformats-officedocument.spreadsheetml";
/** Bytes that are written ahead: while one bite is packed on another thread, the next is made. */
const AHEAD = 2 ** 20;
/** The lightest packing: the next is a third smaller and takes twice as long. */
const LEVEL = { compressionLevel: 1 };
/** Excel's limit for a property. */
const LONGEST_PROPERTY = 255;

/**
 * Writes a workbook as it is read: memory stays flat however many rows there are, and packing is on other threads. A
 * failure breaks the stream, so that no half file looks whole. `onRows` is told of rows as they are written.
 */
export function writeXlsx(draft: WorkbookDraft, onRows: (rows: number) => void = () => {}): Readable {
  const zip = new ZipFile();
  const out = new PassThrough();
  const styles = styleBook();
  const sheetAt = (index: number) => `worksheets/sheet${index + 1}.xml`;
  const add = (name: string, xml: string) => zip.addBuffer(Buffer.from(XML_HEAD + xml), name, LEVEL);
  const charts = draft.sheets.flatMap(({ chart }, index) => (chart ? [{ chart, index }] : []));
  const later = (name: string, xml: () => Iterable<Buffer> | AsyncIterable<Buffer>) =>
    zip.addReadStreamLazy(name, LEVEL, (give) => give(null, streamOf(xml(), out)));
  const numbers = charts.map(({ index }) => index + 1);
  add(
    "[Content_Types].xml",
    typesXml(
      draft.sheets.map((_, index) => `/xl/${sheetAt(index)}`),
      numbers,
    ),
  );
  add("_rels/.rels", packageRelations);
  add("docProps/core.xml", propertiesXml(draft.title));
  add("xl/workbook.xml", workbookXml(draft.sheets));
  add("xl/_rels/workbook.xml.rels", relationsXml(draft.sheets.map((_, index) => sheetAt(index))));
  for (const [index, sheet] of draft.sheets.entries())
    later(`xl/${sheetAt(index)}`, () => sheetXml(sheet, { styles, onRows }));
  for (const { chart, index } of charts) {
    const number = index + 1;
    add(
      `xl/worksheets/_rels/sheet${number}.xml.rels`,
      relationXml("drawing", `../drawings/drawing${number}.xml`),
    );
    add(`xl/drawings/drawing${number}.xml`, drawingXml(chart));
    add(`xl/drawings/_rels/drawing${number}.xml.rels`, relationXml("chart", `../charts/chart${number}.xml`));
    add(`xl/charts/chart${number}.xml`, chartXml(chart));
  }
  // Last: the sheets say which styles there are.
  later("xl/styles.xml", () => [Buffer.from(XML_HEAD + styles.xml())]);
  zip.end();
  zip.on("error", (error: Error) => out.destroy(error));
  return zip.outputStream.pipe(out);
}

function streamOf(xml: Iterable<Buffer> | AsyncIterable<Buffer>, out: PassThrough): Readable {
  const stream = Readable.from(xml, { objectMode: false, highWaterMark: AHEAD });
  stream.on("error", (error) => out.destroy(error));
  return stream;
}

const DRAWN = "application/vnd.openxmlformats-officedocument";

/** `charts` are the numbers of the sheets that have one. */
const typesXml = (parts: string[], charts: number[]) =>
  [
    `<Types xmlns="${PACKAGE}/content-types"><Default Extension="xml" ContentType="application/xml"/>`,
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>',
    `<Override PartName="/xl/workbook.xml" ContentType="${SHEETS}.sheet.main+xml"/>`,
    `<Override PartName="/xl/styles.xml" ContentType="${SHEETS}.styles+xml"/>`,
    '<Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>',
    ...parts.map((part) => `<Override PartName="${part}" ContentType="${SHEETS}.worksheet+xml"/>`),
    ...charts.flatMap((number) => [
      `<Override PartName="/xl/drawings/drawing${number}.xml" ContentType="${DRAWN}.drawing+xml"/>`,
      `<Override PartName="/xl/charts/chart${number}.xml" ContentType="${DRAWN}.drawingml.chart+xml"/>`,
    ]),
    "</Types>",
  ].join("");

const relationXml = (kind: "drawing" | "chart", target: string) =>
  `<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${OFFICE}/relationships/${kind}" Target="${target}"/></Relationships>`;

const packageRelations = [
  `<Relationships xmlns="${PACKAGE}/relationships">`,
  `<Relationship Id="rId1" Type="${OFFICE}/relationships/officeDocument" Target="xl/workbook.xml"/>`,
  `<Relationship Id="rId2" Type="${PACKAGE}/relationships/metadata/core-properties" Target="docProps/core.xml"/>`,
  "</Relationships>",
].join("");

const relationsXml = (sheets: string[]) =>
  [
    `<Relationships xmlns="${PACKAGE}/relationships">`,
    ...sheets.map(
      (target, index) =>
        `<Relationship Id="rId${index + 1}" Type="${OFFICE}/relationships/worksheet" Target="${target}"/>`,
    ),
    `<Relationship Id="rId${sheets.length + 1}" Type="${OFFICE}/relationships/styles" Target="styles.xml"/>`,
    "</Relationships>",
  ].join("");

const propertiesXml = (title: string) =>
  `<cp:coreProperties xmlns:cp="${PACKAGE}/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>${xmlText(title.slice(0, LONGEST_PROPERTY))}</dc:title><dc:creator>Rollbook</dc:creator></cp:coreProperties>`;

function workbookXml(sheets: SheetDraft[]): string {
  const names = sheets.flatMap(namesOf);
  return [
    `<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}/relationships"><bookViews><workbookView/></bookViews><sheets>`,
    ...sheets.map(
      ({ name }, index) => `<sheet name="${xmlText(name)}" sheetId="${index + 1}" r:id="rId${index + 1}"/>`,
    ),
    `</sheets>${names.length > 0 ? `<definedNames>${names.join("")}</definedNames>` : ""}</workbook>`,
  ].join("");
}

/** Names that belong to their sheet: each named column's cells, the lines that every printed page repeats, the filter. */
function namesOf(sheet: SheetDraft, index: number): string[] {
  const { name, head, columns, rowCount } = sheet;
  if (head.length === 0) return [];
  const at = `'${xmlText(name.replaceAll("'", "''"))}'!`;
  const named = (key: string, cells: string, more = "") =>
    `<definedName name="${xmlText(key)}" localSheetId="${index}"${more}>${at}${cells}</definedName>`;
  const [first, last] = [head.length + 1, head.length + Math.max(1, rowCount)];
  return [
    named("_xlnm._FilterDatabase", filteredRange(sheet).replace(/([A-Z]+)(\d+)/g, "$$$1$$$2"), ' hidden="1"'),
    named("_xlnm.Print_Titles", `$1:$${head.length}`),
    ...columns.flatMap(({ name: key }, column) => {
      const letters = columnLetters(column);
      return key === undefined ? [] : [named(key, `$${letters}$${first}:$${letters}$${last}`)];
    }),
  ];
}
