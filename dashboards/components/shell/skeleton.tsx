import { useSay } from "../figures/formats.ts";
import { shellMessages } from "./messages.ts";

/** The shape of a page before its figures are there. */
export function Skeleton() {
  const say = useSay(shellMessages);
  return (
    <div className="page skeleton">
      <p role="status" className="sr-only">
        {say("shell.loading")}
      </p>
      <div aria-hidden="true">
        <div className="bone bone-title" />
        <div className="bone bone-line" />
        <div className="skeleton-lead">
          <div className="bone bone-card" />
          <div className="bone bone-card" />
          <div className="bone bone-card" />
        </div>
        <div className="bone bone-chart" />
        <div className="bone bone-chart" />
      </div>
    </div>
  );
}
