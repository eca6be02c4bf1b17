import { z } from "@hono/zod-openapi";
import type { Reader, Warehouse } from "#warehouse";
import { type CostAlert, costAlertSchema, type Program, programSchema } from "../contract.ts";
import { readRows } from "../rows.ts";

/** Whose question it is, and the one generation that answers all of a request. */
export type Asking = { warehouse: Warehouse; reader: Reader; generation: string };

const ofProgram = { program_id: z.string() };
const { recurring, actions, funded_by } = programSchema.shape;
const programRow = programSchema
  .omit({ key: true, recurring: true, actions: true, funded_by: true, alerts: true })
  .extend(ofProgram);
const recurringRow = recurring.element.extend(ofProgram);
const actionRow = actions.element.omit({ key: true }).extend({ ...ofProgram, board_action_id: z.string() });
const fundingRow = funded_by.element.omit({ key: true }).extend({ ...ofProgram, fund_source_id: z.string() });
const alertRow = costAlertSchema.omit({ program: true }).extend(ofProgram);

/** The programs of work as they stood on a day; every sum is the warehouse's. */
export async function programsOn(
  asOf: string,
  { warehouse, reader, generation }: Asking,
): Promise<Program[]> {
  const view = (name: string) => warehouse.view(name, { as_of: asOf }, reader, generation);
  const [programs, years, actions, funding, alerts] = await Promise.all([
    view("programs").then((rows) => readRows(programRow, rows)),
    view("program_recurring").then((rows) => readRows(recurringRow, rows)),
    view("program_actions").then((rows) => readRows(actionRow, rows)),
    view("program_funding").then((rows) => readRows(fundingRow, rows)),
    alertsOn(asOf, { warehouse, reader, generation }),
  ]);
  return programs.map(({ program_id, ...program }) => {
    const of = <Row extends { program_id: string }>(rows: Row[]) =>
      rows.filter((row) => row.program_id === program_id);
    return {
      key: program_id,
      ...program,
      recurring: of(years).map(({ program_id: _, ...year }) => year),
      actions: of(actions).map(({ program_id: _, board_action_id: key, ...action }) => ({ key, ...action })),
      funded_by: of(funding).map(({ program_id: _, fund_source_id: key, ...source }) => ({ key, ...source })),
      alerts: alerts.filter((alert) => alert.program === program_id),
    };
  });
}

/** The alerts that had fired on a day, those of today's programs first. */
export async function alertsOn(
  asOf: string,
  { warehouse, reader, generation }: Asking,
): Promise<CostAlert[]> {
  const rows = await warehouse.view("cost_alerts", { as_of: asOf }, reader, generation);
  return readRows(alertRow, rows).map(({ program_id, ...alert }) => ({ ...alert, program: program_id }));
}
