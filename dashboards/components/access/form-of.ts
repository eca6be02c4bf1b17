import type { SyntheticEvent } from "react";

/** What stands in a form that was sent; the browser sends nothing itself. */
export function formOf(event: SyntheticEvent<HTMLFormElement>): FormData {
  event.preventDefault();
  return new FormData(event.currentTarget);
}
