import { type ChartDraft, type ChartSeries, columnLetters } from "./draft.ts";
import { xmlText } from "./xml-text.ts";

const DRAWING = "http://schemas.openxmlformats.org/drawingml/2006";
const OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
/** The pages' colours of series; who cannot tell them apart has the markers' shapes. */
const COLOURS = ["12436D", "28A197", "801650", "F46A25"];
const MARKERS = ["circle", "square", "triangle", "diamond"];
/** In English metric units: 110 characters of the usual font, less a hair. */
const WIDTH = 7_250_000;
const AXES = '<c:axId val="1"/><c:axId val="2"/>';

/** A chart of the program's own over cells of another sheet: blanks are gaps, and nothing of it is a picture. */
export function chartXml(chart: ChartDraft): string {
  const series = chart.series.map((one, at) => seriesXml(one, at, chart));
  const plot =
    chart.kind === "bar"
      ? `<c:barChart><c:barDir val="bar"/><c:grouping val="clustered"/><c:varyColors val="0"/>${series.join("")}<c:gapWidth val="60"/>${AXES}</c:barChart>`
      : `<c:lineChart><c:grouping val="standard"/><c:varyColors val="0"/>${series.join("")}<c:marker val="1"/>${AXES}</c:lineChart>`;
  const legend = '<c:legend><c:legendPos val="t"/><c:overlay val="0"/></c:legend>';
  return [
    `<c:chartSpace xmlns:c="${DRAWING}/chart" xmlns:a="${DRAWING}/main" xmlns:r="${OFFICE}"><c:roundedCorners val="0"/>`,
    `<c:chart>${titleXml(chart.title, 1400)}<c:autoTitleDeleted val="0"/><c:plotArea><c:layout/>${plot}${axesXml(chart)}</c:plotArea>`,
    `${chart.series.length > 1 ? legend : ""}<c:plotVisOnly val="1"/><c:dispBlanksAs val="gap"/></c:chart></c:chartSpace>`,
  ].join("");
}

function seriesXml({ name, labels, values }: ChartSeries, at: number, { kind, sheet }: ChartDraft): string {
  const colour = `<a:solidFill><a:srgbClr val="${COLOURS[at % COLOURS.length]}"/></a:solidFill>`;
  const marker = `<c:marker><c:symbol val="${MARKERS[at % MARKERS.length]}"/><c:size val="7"/><c:spPr>${colour}</c:spPr></c:marker>`;
  const line =
    kind === "dot"
      ? '<c:spPr><a:ln w="28575"><a:noFill/></a:ln></c:spPr>'
      : `<c:spPr><a:ln w="28575">${colour}</a:ln></c:spPr>`;
  const look =
    kind === "bar" ? `<c:spPr>${colour}</c:spPr><c:invertIfNegative val="0"/>` : `${line}${marker}`;
  const cells = ({ column, from, to }: ChartSeries["values"]) =>
    `'${xmlText(sheet.replaceAll("'", "''"))}'!$${columnLetters(column)}$${from}:$${columnLetters(column)}$${to}`;
  return [
    `<c:ser><c:idx val="${at}"/><c:order val="${at}"/><c:tx><c:v>${xmlText(name)}</c:v></c:tx>${look}`,
    `<c:cat><c:strRef><c:f>${cells(labels)}</c:f></c:strRef></c:cat>`,
    `<c:val><c:numRef><c:f>${cells(values)}</c:f></c:numRef></c:val>${kind === "bar" ? "" : '<c:smooth val="0"/>'}</c:ser>`,
  ].join("");
}

/** Bars run from left to right, the first on top; their labels are names and want the room. */
function axesXml({ kind, format }: ChartDraft): string {
  const isBar = kind === "bar";
  const grid =
    '<c:majorGridlines><c:spPr><a:ln w="6350"><a:solidFill><a:srgbClr val="D9D9D9"/></a:solidFill></a:ln></c:spPr></c:majorGridlines>';
  return [
    `<c:catAx><c:axId val="1"/><c:scaling><c:orientation val="${isBar ? "maxMin" : "minMax"}"/></c:scaling><c:delete val="0"/>`,
    `<c:axPos val="${isBar ? "l" : "b"}"/><c:numFmt formatCode="General" sourceLinked="0"/><c:majorTickMark val="none"/><c:minorTickMark val="none"/><c:tickLblPos val="low"/><c:crossAx val="2"/></c:catAx>`,
    `<c:valAx><c:axId val="2"/><c:scaling><c:orientation val="minMax"/></c:scaling><c:delete val="0"/><c:axPos val="${isBar ? "b" : "l"}"/>${grid}`,
    `<c:numFmt formatCode="${xmlText(format)}" sourceLinked="0"/><c:majorTickMark val="none"/><c:minorTickMark val="none"/><c:tickLblPos val="nextTo"/><c:crossAx val="1"/>${isBar ? '<c:crosses val="max"/>' : ""}</c:valAx>`,
  ].join("");
}

const titleXml = (title: string, size: number) =>
  `<c:title><c:tx><c:rich><a:bodyPr/><a:p><a:pPr><a:defRPr sz="${size}" b="1"/></a:pPr><a:r><a:rPr sz="${size}" b="1"/><a:t>${xmlText(title)}</a:t></a:r></a:p></c:rich></c:tx><c:overlay val="0"/></c:title>`;

/** Where the chart stands on its sheet, below its sentence, and what it says to who does not see it. */
export function drawingXml({ title, description, rows }: ChartDraft): string {
  const SHEET = `${DRAWING}/spreadsheetDrawing`;
  // Short of the column's end: where a page ends there, too, the frame is still printed.
  const corner = (name: string, offset: number, row: number) =>
    `<xdr:${name}><xdr:col>0</xdr:col><xdr:colOff>${offset}</xdr:colOff><xdr:row>${row}</xdr:row><xdr:rowOff>0</xdr:rowOff></xdr:${name}>`;
  return [
    `<xdr:wsDr xmlns:xdr="${SHEET}" xmlns:a="${DRAWING}/main"><xdr:twoCellAnchor>${corner("from", 0, 2)}${corner("to", WIDTH, 2 + rows)}`,
    `<xdr:graphicFrame macro=""><xdr:nvGraphicFramePr><xdr:cNvPr id="2" name="${xmlText(title)}" descr="${xmlText(description)}"/><xdr:cNvGraphicFramePr/></xdr:nvGraphicFramePr>`,
    '<xdr:xfrm><a:off x="0" y="0"/><a:ext cx="0" cy="0"/></xdr:xfrm>',
    `<a:graphic><a:graphicData uri="${DRAWING}/chart"><c:chart xmlns:c="${DRAWING}/chart" xmlns:r="${OFFICE}" r:id="rId1"/></a:graphicData></a:graphic></xdr:graphicFrame><xdr:clientData/></xdr:twoCellAnchor></xdr:wsDr>`,
  ].join("");
}
