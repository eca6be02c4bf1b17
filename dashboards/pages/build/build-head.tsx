import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { Button, Menu, MenuItem, MenuTrigger, Popover } from "react-aria-components";
import { useReportFile } from "../../components/actions/use-download.ts";
import { alertMessages } from "../../components/alerts/messages.ts";
import { useFormats, useSay } from "../../components/figures/formats.ts";
import { useNames } from "../../components/figures/names.ts";
import { Status } from "../../components/figures/status.tsx";
import { Badges } from "../../components/questions/badges.tsx";
import { usePrintHead } from "../../components/shell/print-head.ts";
import { useTitle } from "../../components/shell/use-title.ts";
import { AlertDialog } from "../build-dialogs/alert-dialog.tsx";
import { DeleteDialog } from "../build-dialogs/delete-dialog.tsx";
import { SaveDialog } from "../build-dialogs/save-dialog.tsx";
import { ScheduleDialog } from "../build-dialogs/schedule-dialog.tsx";
import { ShareDialog } from "../build-dialogs/share-dialog.tsx";
import { VersionsDialog } from "../build-dialogs/versions-dialog.tsx";
import { buildMessages } from "./messages.ts";
import type { BuildProps } from "./use-answer.ts";
import { useColumnNames } from "./use-column-names.ts";
import { useReportTitle } from "./use-report-title.ts";

type Open = "alert" | "save" | "copy" | "share" | "schedule" | "versions" | "delete" | null;

/** What the report is, whose it is, how far it can be trusted, and what can be done with it. */
export function BuildHead(props: BuildProps) {
  const say = useSay(buildMessages);
  const formats = useFormats();
  const nameOf = useNames();
  const { report, isChanged, draft, base } = props.build;
  const columnName = useColumnNames(props.catalog);
  const added = draft.slice.measures.filter((key) => !base.slice.measures.includes(key));
  const title = useReportTitle(props);
  useTitle(title);
  usePrintHead(title);
  const note =
    report &&
    (report.is_certified
      ? nameOf(`report.${report.report}.note`, report.content.note ?? "")
      : report.content.note);
  return (
    <header className="page-head">
      <div className="page-words">
        <p className="topic">
          <Link to="/reports">{say("build.back")}</Link>
        </p>
        <h1>{report ? title : say("build.untitled")}</h1>
        {note && <p className="standfirst">{note}</p>}
        {report && <Badges report={report} />}
        {report && !report.is_certified && (
          <p className="hint">
            {say("build.version_by", {
              name: report.owner.name,
              moment: formats.moment(report.updated_at),
            })}
            {" · "}
            {say("build.version", { version: report.version })}
          </p>
        )}
        {report && isChanged && (
          <Status kind="warn">
            {added.length > 0
              ? say("build.changed_added", { names: formats.list(added.map(columnName)) })
              : say("build.changed")}
          </Status>
        )}
      </div>
      <Actions {...props} title={title} />
    </header>
  );
}

function Actions(props: BuildProps & { title: string }) {
  const say = useSay(buildMessages);
  const sayAlert = useSay(alertMessages);
  const [open, setOpen] = useState<Open>(null);
  const [told, setTold] = useState("");
  const { report } = props.build;
  const mayEdit = report?.may_edit === true;
  const close = () => setOpen(null);
  const done = (words: string) => {
    setTold(words);
    close();
  };
  return (
    <div className="page-controls">
      <div className="build-actions">
        {mayEdit && (
          <button type="button" className="button is-primary" onClick={() => setOpen("save")}>
            {say("build.save")}
          </button>
        )}
        <button
          type="button"
          className={mayEdit ? "button" : "button is-primary"}
          onClick={() => setOpen("copy")}
        >
          {say("build.save_copy")}
        </button>
        {mayEdit && (
          <button type="button" className="button" onClick={() => setOpen("share")}>
            {say("build.share")}
          </button>
        )}
        {report && (
          <button type="button" className="button" onClick={() => setOpen("schedule")}>
            {say("build.schedule")}
          </button>
        )}
        <button type="button" className="button" onClick={() => setOpen("alert")}>
          {sayAlert("alert.me")}
        </button>
        {report && <More mayEdit={mayEdit} report={report.report} title={props.title} onOpen={setOpen} />}
      </div>
      <p role="status" className="download-state">
        {told}
      </p>
      {(open === "save" || open === "copy") && (
        <SaveDialog {...props} isCopy={open === "copy"} onDone={done} onClose={close} />
      )}
      {open === "alert" && <AlertDialog {...props} onDone={done} onClose={close} />}
      {open === "share" && report && <ShareDialog report={report} onDone={done} onClose={close} />}
      {open === "schedule" && report && <ScheduleDialog report={report} onDone={done} onClose={close} />}
      {open === "versions" && report && (
        <VersionsDialog {...props} report={report} onDone={done} onClose={close} />
      )}
      {open === "delete" && report && <DeleteDialog report={report} onClose={close} />}
    </div>
  );
}

type MoreProps = { mayEdit: boolean; report: string; title: string; onOpen: (open: Open) => void };

function More({ mayEdit, report, title, onOpen }: MoreProps) {
  const say = useSay(buildMessages);
  const file = useReportFile();
  const choose = (action: string) => {
    if (action === "versions" || action === "delete") onOpen(action);
    if (action === "file") file.start({ report, title });
  };
  return (
    <>
      <MenuTrigger>
        <Button className="button">{say("build.more")}</Button>
        <Popover placement="bottom end" className="menu-popover">
          <Menu className="menu" aria-label={say("build.more")} onAction={(action) => choose(String(action))}>
            <MenuItem id="versions">{say("build.versions")}</MenuItem>
            <MenuItem id="file">{say("build.file")}</MenuItem>
            {mayEdit ? <MenuItem id="delete">{say("build.delete")}</MenuItem> : null}
          </Menu>
        </Popover>
      </MenuTrigger>
      <span role="status" className="download-state">
        {file.words}
      </span>
    </>
  );
}
