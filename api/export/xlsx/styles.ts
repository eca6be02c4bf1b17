import type { CellStyle } from "./draft.ts";
import { xmlText } from "./xml-text.ts";

/** Numbers the styles of a workbook as they are used; `xml` is the part that defines them. */
export type StyleBook = { indexOf: (style: CellStyle) => number; xml: () => string };

/** Excel keeps the numbers below for formats of its own. */
const FIRST_FORMAT = 164;

export function styleBook(): StyleBook {
  const styles = new Map<string, number>();
  const formats = new Map<string, number>();
  const cells: string[] = [];
  const formatOf = (format: string) => {
    const known = formats.get(format) ?? FIRST_FORMAT + formats.size;
    formats.set(format, known);
    return known;
  };
  const indexOf = (style: CellStyle) => {
    const key = JSON.stringify([style.format, style.isBold, style.align, style.wraps, style.band]);
    const known = styles.get(key);
    if (known !== undefined) return known;
    styles.set(key, styles.size);
    cells.push(cellXml(style, style.format === undefined ? 0 : formatOf(style.format)));
    return styles.size - 1;
  };
  // The first style is that of every cell that has none.
  indexOf({});
  return { indexOf, xml: () => stylesXml(formats, cells) };
}

function cellXml({ isBold, align, wraps, band }: CellStyle, format: number): string {
  const border = band === undefined ? 0 : 1;
  const fill = band === "group" ? 2 : 0;
  const alignment = `<alignment${align ? ` horizontal="${align}"` : ""}${wraps ? ' wrapText="1"' : ""} vertical="${band ? "bottom" : "top"}"/>`;
  return `<xf numFmtId="${format}" fontId="${isBold ? 1 : 0}" fillId="${fill}" borderId="${border}" xfId="0" applyNumberFormat="1" applyFont="1" applyFill="1" applyBorder="1" applyAlignment="1">${alignment}</xf>`;
}

const font = (bold: string) => `<font>${bold}<sz val="11"/><name val="Calibri"/><family val="2"/></font>`;
const tone = (colour: string) => `<dxf><font><color rgb="${colour}"/></font></dxf>`;
const noLine = "<left/><right/><top/>";
const line = '<bottom style="medium"><color rgb="FF12436D"/></bottom>';

/** Colours of words, in the order that highlights refer to them: good, bad; 4.5:1 on white. */
const tones = [tone("FF00703C"), tone("FF801650")];

function stylesXml(formats: Map<string, number>, cells: string[]): string {
  const numbers = [...formats].map(
    ([format, id]) => `<numFmt numFmtId="${id}" formatCode="${xmlText(format)}"/>`,
  );
  return [
    '<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">',
    numbers.length > 0 ? `<numFmts count="${numbers.length}">${numbers.join("")}</numFmts>` : "",
    `<fonts count="2">${font("")}${font("<b/>")}</fonts>`,
    '<fills count="3"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>',
    '<fill><patternFill patternType="solid"><fgColor rgb="FFE8EEF4"/></patternFill></fill></fills>',
    `<borders count="2"><border>${noLine}<bottom/><diagonal/></border><border>${noLine}${line}<diagonal/></border></borders>`,
    '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>',
    `<cellXfs count="${cells.length}">${cells.join("")}</cellXfs>`,
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles>',
    `<dxfs count="${tones.length}">${tones.join("")}</dxfs></styleSheet>`,
  ].join("");
}
