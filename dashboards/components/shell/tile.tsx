import type { ReactNode } from "react";
import type { Answer, Slice } from "#api/contract";
import { FigureMenu } from "../actions/figure-menu.tsx";
import { type Completeness, Freshness } from "../figures/freshness.tsx";

type Props = {
  id: string;
  /** One or two words that say what the tile is about. */
  topic: string;
  /** The finding, as a sentence: the tile's title. */
  finding: string;
  /** More sentences, in plain words. */
  words?: ReactNode;
  answer?: Answer | undefined;
  slice?: Slice | undefined;
  /** For a tile that is not one answer. */
  freshness?: Completeness | undefined;
  /** Lets tables take the whole width below the words. */
  isWide?: boolean;
  /** Prints on a sheet of its own. */
  isSheet?: boolean;
  children?: ReactNode;
};

/** A part of a page: words first, then the figures behind them, with freshness and what can be done with them. */
export function Tile({
  id,
  topic,
  finding,
  words,
  answer,
  slice,
  freshness,
  isWide,
  isSheet,
  children,
}: Props) {
  return (
    <section
      className={`tile${isWide ? " is-wide" : ""}${isSheet ? " is-sheet" : ""}`}
      id={id}
      aria-labelledby={`${id}-finding`}
    >
      <div className="tile-words">
        <div className="tile-topic">
          <p className="topic">{topic}</p>
          <FigureMenu subject={topic} answer={answer} slice={slice} />
        </div>
        <h2 id={`${id}-finding`}>{finding}</h2>
        {words && <div className="tile-text">{words}</div>}
        <Freshness answer={answer ?? freshness} />
      </div>
      {children && <div className="tile-figures">{children}</div>}
    </section>
  );
}
