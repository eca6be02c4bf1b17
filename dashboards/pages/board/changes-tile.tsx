import { Link } from "@tanstack/react-router";
import { useState } from "react";
import type { BoardPage } from "#api/contract";
import { type FigureKind, writeFigure } from "../../components/figures/figure-text.tsx";
import { useFormats, useSay } from "../../components/figures/formats.ts";
import { freshnessOf } from "../../components/figures/freshness.tsx";
import { Tile } from "../../components/shell/tile.tsx";
import { boardMessages } from "./messages.ts";

type Props = { page: BoardPage };
type Change = BoardPage["changes"][number];
const kinds: Change["kind"][] = ["money", "outcome", "restated", "school"];
const shownOfKind = 3;

export function ChangesTile({ page }: Props) {
  const say = useSay(boardMessages);
  const formats = useFormats();
  const meeting = page.previous_meeting;
  return (
    <Tile
      id="changes"
      topic={say("board.changes_topic")}
      freshness={freshnessOf(page)}
      finding={
        meeting
          ? say("board.changes_finding", { count: page.changes.length, date: formats.date(meeting.on) })
          : say("board.changes_none")
      }
    >
      {page.changes.length > 0 && (
        <div className="figure-block">
          {kinds.map((kind) => (
            <ChangesOfKind
              key={kind}
              kind={kind}
              changes={page.changes.filter((change) => change.kind === kind)}
            />
          ))}
        </div>
      )}
    </Tile>
  );
}

type KindProps = { kind: Change["kind"]; changes: Change[] };

function ChangesOfKind({ kind, changes }: KindProps) {
  const say = useSay(boardMessages);
  const [isWhole, setWhole] = useState(false);
  const count = changes.length;
  if (count === 0) return null;
  return (
    <>
      <h3>{say(`board.kind_${kind}`)}</h3>
      <ul className="changes">
        {(isWhole ? changes : changes.slice(0, shownOfKind)).map((change) => (
          <li key={`${change.subject} ${change.because}`}>
            <strong>{change.subject}</strong>
            <ChangeFigures change={change} />
            <span className="change-because" lang="en">
              {change.because}
            </span>
          </li>
        ))}
      </ul>
      {count > shownOfKind && (
        <button
          type="button"
          className="text-button is-left"
          aria-expanded={isWhole}
          onClick={() => setWhole(!isWhole)}
        >
          {say(isWhole ? "board.changes_fewer" : "board.changes_all", { count })}
          <span className="sr-only">: {say(`board.kind_${kind}`)}</span>
        </button>
      )}
    </>
  );
}

function ChangeFigures({ change }: { change: Change }) {
  const say = useSay(boardMessages);
  const formats = useFormats();
  const { before, after, before_words: was, after_words: is } = change;
  const hasNumbers = before !== null && after !== null;
  const write = (value: number | null) =>
    value === null ? "–" : writeFigure(value, kindOf(change.unit), formats);
  if (before === null && after === null && !was && !is) return null;
  // "Below target → below target" says nothing where the figures moved.
  const words =
    hasNumbers && was === is
      ? say("board.was_now", { before: write(before), after: write(after) })
      : was === null && before === null
        ? (is ?? write(after))
        : say("board.was_now", { before: was ?? write(before), after: is ?? write(after) });
  return <span className="change-figures">{words}</span>;
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
      freshness={freshnessOf(page)}
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
                  <li key={reason} lang="en">
                    {reason}
                  </li>
                ))}
              </ul>
            </li>
          ))}
        </ol>
      )}
    </Tile>
  );
}
