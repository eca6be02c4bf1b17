import { useState } from "react";
import type { CompliancePage, Decree, Outcome } from "#api/contract";
import { SchoolsDialog } from "../../components/actions/schools-dialog.tsx";
import { type Formats, useFormats, useSay } from "../../components/figures/formats.ts";
import { freshnessOf } from "../../components/figures/freshness.tsx";
import { MarkSign } from "../../components/figures/mark-sign.tsx";
import { countsOf } from "../../components/figures/outcome-counts.ts";
import { OutcomeState, OutcomeValue, useTargetWords } from "../../components/figures/outcome-words.tsx";
import { Tile } from "../../components/shell/tile.tsx";
import { figureColumn, wordColumn } from "../../components/tables/columns.ts";
import { type Column, FigureTable } from "../../components/tables/figure-table.tsx";
import { complianceMessages } from "./messages.ts";

/** The scorecard: counted outcomes first, those without a cited target in gray below. */
export function OutcomesTiles({ page, decree }: { page: CompliancePage; decree: Decree }) {
  const say = useSay(complianceMessages);
  const columns = useColumns();
  const counted = decree.outcomes.filter((outcome) => outcome.state !== "not_cited");
  const notCited = decree.outcomes.filter((outcome) => outcome.state === "not_cited");
  return (
    <>
      <Tile
        id="outcomes"
        topic={say("compliance.table_topic")}
        freshness={freshnessOf(page)}
        finding={say("compliance.table_finding", countsOf(decree))}
        words={<p>{say("compliance.met")}</p>}
        isWide
      >
        <FigureTable
          caption={say("compliance.table")}
          isCaptionHidden
          columns={columns}
          rows={counted}
          rowKey={(outcome) => outcome.outcome}
        />
      </Tile>
      {notCited.length > 0 && (
        <Tile
          id="not-cited"
          topic={say("compliance.not_cited_topic")}
          freshness={freshnessOf(page)}
          finding={say("compliance.not_cited_finding", { count: notCited.length })}
          words={<p>{say("compliance.not_cited_text")}</p>}
          isWide
        >
          <div className="is-gray">
            <FigureTable
              caption={say("compliance.not_cited_table")}
              isCaptionHidden
              columns={columns.filter((column) => !["target", "determination"].includes(column.key))}
              rows={notCited}
              rowKey={(outcome) => outcome.outcome}
            />
          </div>
        </Tile>
      )}
    </>
  );
}

function useColumns(): Column<Outcome>[] {
  const say = useSay(complianceMessages);
  const formats = useFormats();
  const targetWords = useTargetWords();
  return [
    wordColumn("outcome", say("compliance.number"), (outcome) => <OutcomeName outcome={outcome} />),
    figureColumn("value", say("compliance.value"), (outcome) => <OutcomeValue outcome={outcome} />),
    figureColumn("target", say("compliance.target"), targetWords),
    wordColumn("state", say("compliance.state"), (outcome) => <OutcomeState outcome={outcome} />),
    wordColumn("determination", say("compliance.determination"), ({ determination }) =>
      determination
        ? say(`compliance.determined.${determination.kind}`, { date: formats.date(determination.on) })
        : say("compliance.none"),
    ),
    figureColumn("coverage", say("compliance.coverage"), ({ coverage }) =>
      coverage.expected > 0 ? say("compliance.coverage_of", coverage) : <MarkSign mark="not_applicable" />,
    ),
    figureColumn("change", say("compliance.change"), (outcome) => changeOf(outcome, formats)),
    wordColumn("citation", say("compliance.citation"), ({ version, citation }) => (
      <span className="citation">
        {say("compliance.version", { version })}
        {citation && <span>{citation}</span>}
      </span>
    )),
  ];
}

function changeOf(outcome: Outcome, formats: Formats) {
  return outcome.change === null ? <MarkSign mark="no_data" /> : formats.points(outcome.change);
}

function OutcomeName({ outcome }: { outcome: Outcome }) {
  const say = useSay(complianceMessages);
  const [isOpen, setOpen] = useState(false);
  return (
    <div className="outcome-name">
      <span className="row-number">{outcome.outcome}</span>
      <span>
        {outcome.words}
        {outcome.slice && (
          <button type="button" className="text-button" onClick={() => setOpen(true)}>
            {say("compliance.by_school")}
            <span className="sr-only">: {outcome.words}</span>
          </button>
        )}
      </span>
      {isOpen && outcome.slice && (
        <SchoolsDialog
          subject={say("compliance.by_school_of", { outcome: outcome.outcome })}
          slice={outcome.slice}
          onClose={() => setOpen(false)}
        />
      )}
    </div>
  );
}
