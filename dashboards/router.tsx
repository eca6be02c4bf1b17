import {
  createRootRoute,
  createRoute,
  lazyRouteComponent,
  createRouter as makeRouter,
} from "@tanstack/react-router";
import { AppShell } from "./components/shell/app-shell.tsx";
import { HomePage, NotFoundPage } from "./pages/sign-in/home-page.tsx";
import { keepViewKeys } from "./view.ts";

const root = createRootRoute({ component: AppShell, notFoundComponent: NotFoundPage });
const shared = { getParentRoute: () => root, validateSearch: keepViewKeys };

const routes = [
  createRoute({ ...shared, path: "/", component: HomePage }),
  createRoute({
    ...shared,
    path: "/sign-in",
    component: lazyRouteComponent(() => import("./pages/sign-in/sign-in-page.tsx"), "SignInPage"),
  }),
  createRoute({
    ...shared,
    path: "/account",
    component: lazyRouteComponent(() => import("./pages/account/account-page.tsx"), "AccountPage"),
  }),
  createRoute({
    ...shared,
    path: "/board",
    component: lazyRouteComponent(() => import("./pages/board/board-page.tsx"), "BoardPage"),
  }),
  createRoute({
    ...shared,
    path: "/school",
    component: lazyRouteComponent(() => import("./pages/school/school-page.tsx"), "SchoolPage"),
  }),
  createRoute({
    ...shared,
    path: "/compliance",
    component: lazyRouteComponent(() => import("./pages/compliance/compliance-page.tsx"), "CompliancePage"),
  }),
  createRoute({
    ...shared,
    path: "/costs",
    component: lazyRouteComponent(() => import("./pages/costs/costs-page.tsx"), "CostsPage"),
  }),
  createRoute({
    ...shared,
    path: "/data",
    component: lazyRouteComponent(() => import("./pages/data/data-page.tsx"), "DataPage"),
  }),
  createRoute({
    ...shared,
    path: "/data/reconciliation",
    component: lazyRouteComponent(
      () => import("./pages/reconciliation/reconciliation-page.tsx"),
      "ReconciliationPage",
    ),
  }),
  createRoute({
    ...shared,
    path: "/reports",
    component: lazyRouteComponent(() => import("./pages/reports/reports-page.tsx"), "ReportsPage"),
  }),
  createRoute({
    ...shared,
    path: "/reports/build",
    component: lazyRouteComponent(() => import("./pages/build/build-page.tsx"), "BuildPage"),
  }),
  createRoute({
    ...shared,
    path: "/reports/definitions",
    component: lazyRouteComponent(
      () => import("./pages/definitions/definitions-page.tsx"),
      "DefinitionsPage",
    ),
  }),
  createRoute({
    ...shared,
    path: "/print",
    component: lazyRouteComponent(() => import("./pages/print/print-page.tsx"), "PrintPage"),
  }),
  createRoute({
    ...shared,
    path: "/access",
    component: lazyRouteComponent(() => import("./pages/access/access-page.tsx"), "AccessPage"),
  }),
  createRoute({
    ...shared,
    path: "/upload",
    component: lazyRouteComponent(() => import("./pages/upload/upload-page.tsx"), "UploadPage"),
  }),
  createRoute({
    ...shared,
    path: "/parent",
    component: lazyRouteComponent(() => import("./pages/parent/parent-page.tsx"), "ParentPage"),
  }),
];

const galleryRoutes = import.meta.env.DEV
  ? [
      createRoute({
        ...shared,
        path: "/gallery",
        component: lazyRouteComponent(() => import("./pages/gallery/gallery-page.tsx"), "GalleryPage"),
      }),
    ]
  : [];

/** The pages and their addresses; search parameters are plain strings, never JSON. */
export function createRouter() {
  return makeRouter({
    routeTree: root.addChildren([...routes, ...galleryRoutes]),
    parseSearch: (search) => Object.fromEntries(new URLSearchParams(search)),
    stringifySearch: (search) => {
      const text = new URLSearchParams(
        Object.entries(search).flatMap(([key, value]) => (value ? [[key, String(value)]] : [])),
      ).toString();
      return text ? `?${text}` : "";
    },
    scrollRestoration: true,
  });
}
