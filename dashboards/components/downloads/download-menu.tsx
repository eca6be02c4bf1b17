import { Button, MenuTrigger, Popover } from "react-aria-components";
import type { ReportChart, Slice } from "#api/contract";
import { useSay } from "../figures/formats.ts";
import { FileMenu, type RowCount } from "./file-menu.tsx";
import { downloadMessages } from "./messages.ts";
import { useFile } from "./use-file.ts";

type Props = {
  title: string;
  slice: Slice;
  rows: RowCount;
  /** What a workbook draws over its data. */
  chart?: ReportChart;
};

/** A button for taking an answer along; its menu says how many rows that are, and as what. */
export function DownloadMenu({ title, slice, rows, chart }: Props) {
  const say = useSay(downloadMessages);
  const file = useFile(title, rows, chart);
  return (
    <div className="download">
      <MenuTrigger>
        <Button className="button" isDisabled={file.isPending}>
          {say("download.button")}
          <span className="sr-only">: {title}</span>
          <span aria-hidden="true">{"\u00a0▾"}</span>
        </Button>
        <Popover placement="bottom end" className="menu-popover">
          <FileMenu rows={rows} onFormat={(format) => file.start(slice, format)} />
        </Popover>
      </MenuTrigger>
      <span role="status" className="download-state">
        {file.words}
      </span>
    </div>
  );
}
