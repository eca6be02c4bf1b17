/** The API's door: the app, and the server around it. */
export { createApp } from "./app.ts";
export { describeApi } from "./describe.ts";
export { type Listening, serve } from "./server.ts";
