/** The door to workbooks alone, without the app and the engine: what `bench excel` measures. */

export { dataSheet } from "./export/workbook/data-sheet.ts";
export { tableSheet } from "./export/workbook/table-sheet.ts";
export { writeXlsx } from "./export/xlsx/write-xlsx.ts";
