import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { Report, Schedule, ScheduleRequest } from "#api/contract";
import { PageDialog } from "../../components/actions/page-dialog.tsx";
import { RadioRow } from "../../components/builder/radio-row.tsx";
import { useSay } from "../../components/figures/formats.ts";
import { useProblemWords } from "../../components/figures/names.ts";
import { Choice } from "../../components/shell/choice.tsx";
import { endSchedule, fetchSchedules, makeSchedule, subscribe } from "../../reports-client.ts";
import { buildMessages } from "../build/messages.ts";

type Props = { report: Report; onDone: (words: string) => void; onClose: () => void };

const every = ["day", "school_day", "week", "term", "generation"] as const;
const weekdays = ["1", "2", "3", "4", "5"] as const;

/** When a report is mailed to its reader, under her own rights at that moment. */
export function ScheduleDialog({ report, onDone, onClose }: Props) {
  const say = useSay(buildMessages);
  const { data } = useQuery({ queryKey: ["schedules"], queryFn: fetchSchedules });
  const mine = data?.schedules.filter((schedule) => schedule.report === report.report) ?? [];
  return (
    <PageDialog title={say("build.schedule_title", { title: report.content.title })} onClose={onClose}>
      <p>
        {data?.address
          ? say("build.schedule_words", { address: data.address })
          : say("build.schedule_nowhere")}
        {data && !data.has_mail && ` ${say("build.schedule_no_mail")}`}
      </p>
      {mine.map((schedule) => (
        <Line key={schedule.schedule} schedule={schedule} />
      ))}
      <ScheduleForm report={report} onDone={onDone} />
    </PageDialog>
  );
}

function ScheduleForm({ report, onDone }: Omit<Props, "onClose">) {
  const say = useSay(buildMessages);
  const problemWords = useProblemWords();
  const queries = useQueryClient();
  const [when, setWhen] = useState<ScheduleRequest["every"]>("week");
  const [weekday, setWeekday] = useState("1");
  const [isOnlyChanged, setOnlyChanged] = useState(false);
  const making = useMutation({
    mutationFn: makeSchedule,
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ["schedules"] });
      onDone(say("build.scheduled"));
    },
  });
  const wanted: ScheduleRequest = {
    report: report.report,
    every: when,
    ...(when === "week" ? { weekday: Number(weekday) } : {}),
    only_if_changed: isOnlyChanged,
  };
  return (
    <>
      <RadioRow
        legend={say("build.schedule_when")}
        value={when}
        options={every.map((key) => ({ key, label: say(`build.every.${key}`) }))}
        onChoose={setWhen}
      />
      {when === "week" && (
        <Choice
          label={say("build.schedule_weekday")}
          value={weekday}
          options={weekdays.map((key) => ({ key, label: say("build.weekday", { day: key }) }))}
          onChoose={setWeekday}
        />
      )}
      <label className="check">
        <input
          type="checkbox"
          checked={isOnlyChanged}
          onChange={({ target }) => setOnlyChanged(target.checked)}
        />
        {say("build.schedule_changed")}
      </label>
      {making.error && <p role="alert">{problemWords(making.error)}</p>}
      <button
        type="button"
        className="button is-primary"
        disabled={making.isPending}
        onClick={() => making.mutate(wanted)}
      >
        {say("build.schedule_send")}
      </button>
    </>
  );
}

/** A mail that is ordered already, and the way to end it; one that goes to others, too, goes on for them. */
function Line({ schedule }: { schedule: Schedule }) {
  const say = useSay(buildMessages);
  const queries = useQueryClient();
  const { schedule: id, may_end, is_subscribed } = schedule;
  const ending = useMutation({
    mutationFn: () => (may_end ? endSchedule(id) : subscribe(id, !is_subscribed)),
    onSuccess: () => queries.invalidateQueries({ queryKey: ["schedules"] }),
  });
  const words =
    schedule.every === "week"
      ? say("build.weekday", { day: String(schedule.weekday) })
      : say(`build.every.${schedule.every}`);
  return (
    <p>
      {say("build.schedule_is", { when: words })}{" "}
      <button type="button" className="text-button" onClick={() => ending.mutate()}>
        {say(
          may_end ? "build.schedule_end" : is_subscribed ? "build.schedule_leave" : "build.schedule_again",
        )}
        <span className="sr-only">: {words}</span>
      </button>
    </p>
  );
}
