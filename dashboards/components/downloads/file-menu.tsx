import { Header, Menu, MenuItem, MenuSection } from "react-aria-components";
import type { FileFormat } from "../../exports-client.ts";
import { useSay } from "../figures/formats.ts";
import { downloadMessages } from "./messages.ts";

/** How many rows an answer has: `isWhole` unless there may be more than these. */
export type RowCount = { count: number; isWhole: boolean };
type Props = { rows: RowCount; onFormat: (format: FileFormat) => void };

const formats = ["xlsx", "csv", "parquet", "arrow", "json"] as const;

/** What an answer can be taken along as, under the number of its rows. */
export function FileMenu({ rows, onFormat }: Props) {
  const say = useSay(downloadMessages);
  const words = say(rows.isWhole ? "download.rows" : "download.more_rows", { count: rows.count });
  return (
    <Menu className="menu" aria-label={`${say("download.button")}: ${words}`}>
      <MenuSection>
        <Header className="menu-head">{words}</Header>
        {formats.map((format) => (
          <MenuItem
            key={format}
            id={format}
            textValue={say(`download.${format}`)}
            className="file-format"
            onAction={() => onFormat(format)}
          >
            <span className="file-name">{say(`download.${format}`)}</span>
            <span className="file-words">{say(`download.${format}_words`)}</span>
          </MenuItem>
        ))}
      </MenuSection>
    </Menu>
  );
}
