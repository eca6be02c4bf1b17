import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";
import { compression } from "vite-plugin-compression2";

export default defineConfig({
  root: "dashboards",
  // Beside each part stand its compressed copies, so that nothing is compressed while somebody waits.
  plugins: [react(), compression({ threshold: 1024, logLevel: "silent" })],
  build: { outDir: "dist", emptyOutDir: true, target: "es2022", chunkSizeWarningLimit: 400 },
  server: { host: "127.0.0.1", proxy: { "/api": "http://127.0.0.1:4400" } },
});
