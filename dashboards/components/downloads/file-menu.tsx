import { Header, Menu, MenuItem, MenuSection } from "react-aria-components";
import type { FileFormat } from "../../exports-client.ts";
import { useSay } from "../figures/formats.ts";
import { useSession } from "../shell/app-shell.tsx";
import { downloadMessages } from "./messages.ts";

/** How many rows an answer has: `isWhole` unless there may be more than these. */
export type RowCount = { count: number; isWhole: boolean };
type Props = { rows: RowCount; onFormat: (format: FileFormat) => void };

/** What an answer can be taken along as from this server, under the number of its rows. */
export function FileMenu({ rows, onFormat }: Props) {
  const say = useSay(downloadMessages);
  const formats = useSession().data?.formats ?? [];
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
