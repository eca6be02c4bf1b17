import { useEffect } from "react";
import { useSession } from "./app-shell.tsx";

/** Names the page in the browser's window. */
export function useTitle(title: string): void {
  const district = useSession().data?.district ?? "Rollbook";
  useEffect(() => {
    document.title = `${title} · ${district} · Rollbook`;
  }, [title, district]);
}
