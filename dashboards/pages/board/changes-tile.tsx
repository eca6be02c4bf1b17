import { Link } from "@tanstack/react-router";
import type { BoardPage } from "#api/contract";
import { type FigureKind, writeFigure } from "../../components/figures/figure-text.tsx";
import { useFormats, useSay } from "../../components/figures/formats.ts";
import { Tile } from "../../components/shell/tile.tsx";
import { boardMessages } from "./messages.ts";

type Props = { page: BoardPage };
type Change = BoardPage["changes"][number];

export function ChangesTile({ page }: Props) {
  const say = useSay(boardMessages);
  const formats = useFormats();
  const meeting = page.previous_meeting;
  return (
    <Tile
      id="changes"
      topic={say("board.changes_topic")}
      finding={
        meeting
          ? say("board.changes_finding", { count: page.changes.length, date: formats.date(meeting.on) })
          : say("board.changes_none")
      }
    >
      {page.changes.length > 0 && (
        <ul className="changes">
          {page.changes.map((change) => (
            <li key={`${change.kind} ${change.subject}`}>
              <span className="change-kind">{say(`board.kind_${change.kind}`)}</span>
              <strong>{change.subject}</strong>
              <ChangeFigures change={change} />
              <span className="change-because">{change.because}</span>
            </li>
          ))}
        </ul>
      )}
    </Tile>
  );
}

function ChangeFigures({ change }: { change: Change }) {
  const say = useSay(boardMessages);
  const formats = useFormats();
  const write = (value: number | null, words: string | null) =>
    words ?? (value === null ? "–" : writeFigure(value, kindOf(change.unit), formats));
  if (change.before === null && change.after === null && !change.before_words && !change.after_words)
    return null;
  return (
    <span className="change-figures">
      {say("board.was_now", {
        before: write(change.before, change.before_words),
        after: write(change.after, change.after_words),
      })}
    </span>
  );
}

function kindOf(unit: Change["unit"]): FigureKind {
  if (unit === "percent") return "percent";
  return unit === "usd" ? "money" : "count";
}

export function AttentionTile({ page }: Props) {
  const say = useSay(boardMessages);
  const shown = page.attention.slice(0, 10);
  return (
    <Tile
      id="attention"
      topic={say("board.attention_topic")}
      finding={say("board.attention_finding", { count: shown.length })}
    >
      {shown.length > 0 && (
        <ol className="attention">
          {shown.map((school) => (
            <li key={school.school}>
              <Link to="/school" search={{ school: school.school }}>
                {school.label}
              </Link>
              <ul>
                {school.reasons.map((reason) => (
                  <li key={reason}>{reason}</li>
                ))}
              </ul>
            </li>
          ))}
        </ol>
      )}
    </Tile>
  );
}
