/** The API's door: the app, and the server around it. */
export { createApp } from "./app.ts";
export { type Listening, serve } from "./server.ts";
