import type { BoardPage } from "#api/contract";
import { WorkbookButton } from "../../components/actions/workbook-button.tsx";
import { useFormats, useSay } from "../../components/figures/formats.ts";
import { countsOf } from "../../components/figures/outcome-counts.ts";
import { unfundedOf } from "../../components/figures/program-findings.ts";
import { Status } from "../../components/figures/status.tsx";
import { useUnfundedWords } from "../../components/figures/unfunded-words.ts";
import { shellMessages } from "../../components/shell/messages.ts";
import { GroupChoice, YearChoice } from "../../components/shell/page-choices.tsx";
import { PageHead } from "../../components/shell/page-head.tsx";
import { fiscalYearsOf } from "./findings.ts";
import { boardMessages } from "./messages.ts";

type Props = { page: BoardPage };

export function BoardHead({ page }: Props) {
  const say = useSay(boardMessages);
  const formats = useFormats();
  const { expected, reported, missing } = page.completeness;
  const names =
    missing.length <= 3
      ? formats.list(missing.map((school) => school.label))
      : say("board.many_missing", { count: missing.length });
  return (
    <>
      <PageHead
        name="board"
        page={page}
        topic={say("board.topic", { year: page.school_year })}
        title={say("board.title", { missing: missing.length, expected, reported, names })}
        controls={<Controls page={page} />}
      >
        <p className="standfirst">
          {say("board.through", {
            has_date: page.fresh_through !== null,
            date: page.fresh_through ? formats.date(page.fresh_through) : "",
          })}{" "}
          {missing
            .map((school) =>
              school.last_reported_on
                ? say("board.last_reported", {
                    name: school.label,
                    date: formats.date(school.last_reported_on),
                  })
                : say("board.never_reported", { name: school.label }),
            )
            .join(" ")}
        </p>
      </PageHead>
      <Lead page={page} />
    </>
  );
}

function Controls({ page }: Props) {
  const say = useSay(boardMessages);
  const formats = useFormats();
  return (
    <>
      <YearChoice page={page} />
      <GroupChoice page={page} />
      <WorkbookButton
        title={say("board.workbook_title", { date: formats.date(page.as_of) })}
        slices={page.slices}
      />
    </>
  );
}

/** The three sentences of the first minute; each leads to its part of the page. */
function Lead({ page }: Props) {
  const say = useSay(boardMessages);
  const sayShell = useSay(shellMessages);
  const formats = useFormats();
  const money = unfundedOf(fiscalYearsOf(page));
  const amount = useUnfundedWords(money);
  const { at, below, cited } = countsOf(page.decree);
  const { expected, missing } = page.completeness;
  return (
    <nav className="lead" aria-label={sayShell("shell.in_short")}>
      <a href="#money">
        <Status kind={money.first ? "bad" : "good"}>{say("board.lead_money")}</Status>
        <strong>{money.first ? amount : formats.money(0)}</strong>
        <span>
          {money.first
            ? say("board.money_from", { year: formats.year(money.first) })
            : say("board.lead_money_none")}
        </span>
      </a>
      <a href="#decree">
        <Status kind={below ? "bad" : "good"}>{say("board.lead_decree")}</Status>
        <strong>{say("board.lead_decree_figure", { at, cited })}</strong>
        <span>{say("board.lead_decree_words", { below })}</span>
      </a>
      <a href="#attention">
        <Status kind={missing.length ? "warn" : "good"}>{say("board.lead_schools")}</Status>
        <strong>{say("board.lead_schools_figure", { missing: missing.length, expected })}</strong>
        <span>{formats.list(missing.slice(0, 3).map((school) => school.label))}</span>
      </a>
    </nav>
  );
}
