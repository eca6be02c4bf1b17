import {
  type Decree,
  type Determination,
  inSubject,
  type Outcome,
  withDisabilities,
  withEligibility,
} from "./decree.ts";

const fictional = { citation: "Demo stipulation (fictional), section 3", version: "2024" };

const accepted = (on: string): { determination: Determination } => ({
  determination: { kind: "accepted", on, by: "Independent monitor (demo)" },
});

const outcome = (
  number: number,
  words: [label: string, words: string],
  target: Pick<Outcome, "measure" | "operator" | "target" | "where">,
): Outcome => ({ outcome: String(number), label: words[0], words: words[1], ...target, ...fictional });

/** A complete, made-up decree for the demo years; every target is labelled fictional. */
export const demoStipulation: Decree = {
  decree: "demo_stipulation",
  label: "Demo stipulation (fictional)",
  isFictional: true,
  from: "2024-07-01",
  to: null,
  note: "Made up for the demo: no court has set these targets.",
  outcomes: [
    {
      ...outcome(
        1,
        ["Participation in the state assessment", "Students with disabilities take the state assessment"],
        {
          measure: "assessment_participation_rate",
          where: [withDisabilities],
          operator: ">=",
          target: 0.9,
        },
      ),
      ...accepted("2026-03-12"),
    },
    {
      ...outcome(
        2,
        ["English language arts", "Students with disabilities reach basic or above in English language arts"],
        {
          measure: "basic_or_above_rate",
          where: [withDisabilities, inSubject("ela")],
          operator: ">=",
          target: 0.4,
        },
      ),
      ...accepted("2026-03-12"),
    },
    outcome(3, ["Mathematics", "Students with disabilities reach basic or above in mathematics"], {
      measure: "basic_or_above_rate",
      where: [withDisabilities, inSubject("math")],
      operator: ">=",
      target: 0.4,
    }),
    {
      ...outcome(4, ["Graduation", "Students with disabilities graduate in four years"], {
        measure: "graduation_rate",
        where: [withDisabilities],
        operator: ">=",
        target: 0.65,
      }),
      ...accepted("2026-09-30"),
    },
    outcome(5, ["Suspensions", "Few students with disabilities are suspended"], {
      measure: "suspension_rate",
      where: [withDisabilities],
      operator: "<",
      target: 0.06,
    }),
    {
      ...outcome(
        6,
        [
          "General classes",
          "Students with a learning disability or speech impairment are in general classes",
        ],
        {
          measure: "general_education_rate",
          where: [withEligibility("SLD", "SLI")],
          operator: ">=",
          target: 0.73,
        },
      ),
      ...accepted("2025-10-14"),
    },
    outcome(7, ["Home school", "Students with disabilities attend their home school"], {
      measure: "home_school_rate",
      operator: ">=",
      target: 0.8,
    }),
    outcome(8, ["Initial evaluations on time", "Initial evaluations are held by the day they are due"], {
      measure: "initial_evaluation_timely_rate",
      operator: ">=",
      target: 0.9,
    }),
    {
      ...outcome(9, ["Services provided", "Services on IEPs have evidence that they were provided"], {
        measure: "service_provided_rate",
        operator: ">=",
        target: 0.93,
      }),
      determination: { kind: "disputed", on: "2026-09-30", by: "Independent monitor (demo)" },
    },
    outcome(10, ["Frequency and duration", "Services are given as often and as long as prescribed"], {
      measure: "service_frequency_rate",
      operator: ">=",
      target: 0.85,
    }),
    {
      ...outcome(11, ["Transition plans", "Students of 16 and older have a transition plan"], {
        measure: "transition_plan_rate",
        operator: ">=",
        target: 0.95,
      }),
      ...accepted("2026-03-12"),
    },
    outcome(12, ["Parent participation", "Parents take part in IEP meetings"], {
      measure: "parent_participation_rate",
      operator: ">=",
      target: 0.75,
    }),
    outcome(13, ["IEP translations on time", "IEPs are translated within 30 days of the request"], {
      measure: "translation_timely_rate",
      operator: ">=",
      target: 0.85,
    }),
    {
      ...outcome(14, ["Qualified teachers", "Special-education teachers hold the credential"], {
        measure: "qualified_teacher_rate",
        operator: ">=",
        target: 0.88,
      }),
      ...accepted("2025-10-14"),
    },
  ],
};
