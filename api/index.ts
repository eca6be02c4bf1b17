/** The API's door: the app, and the server around it. */

export { createApp } from "./app.ts";
export { peopleCommand } from "./auth/sign-in/people-command.ts";
export { runDataReports } from "./data-report/command.ts";
export { describeApi } from "./describe.ts";
export { runGrants } from "./grants/command.ts";
export { runReports } from "./reports/command.ts";
export { sendReports } from "./schedules/command.ts";
export { type Listening, serve } from "./server.ts";
