import "@fontsource-variable/source-sans-3/wght.css";
import "./styles/tokens.css";
import "./styles/base.css";
import "./styles/shell.css";
import "./styles/tiles.css";
import "./styles/tables.css";
import "./styles/controls.css";
import "./styles/access.css";
import "./styles/charts.css";
import "./styles/parent.css";
import "./styles/upload.css";
import "./styles/builder.css";
import "./styles/reports.css";
import "./styles/print.css";
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { RefusedRequest } from "./client.ts";
import { LanguageProvider, loadPreferredLanguage } from "./language.tsx";
import { createRouter } from "./router.tsx";

const router = createRouter();

declare module "@tanstack/react-router" {
  interface Register {
    router: typeof router;
  }
}

const queries = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 60_000,
      refetchOnWindowFocus: false,
      retry: (count, problem) =>
        count < 1 && !(problem instanceof RefusedRequest && problem.problem.status > 0),
    },
  },
});

const root = document.getElementById("root");
if (root) {
  const language = await loadPreferredLanguage();
  createRoot(root).render(
    <StrictMode>
      <LanguageProvider first={language}>
        <QueryClientProvider client={queries}>
          <RouterProvider router={router} />
        </QueryClientProvider>
      </LanguageProvider>
    </StrictMode>,
  );
}
