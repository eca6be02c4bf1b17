import { type Day, iso } from "../days.ts";
import { between, type Random, random } from "../random.ts";
import type { World } from "../world.ts";
import { type EducationPlan, leftOn, spellOn } from "./plan.ts";
import type { SpecialEducationFiles } from "./write-special-education.ts";

const yearDays = 365;
const threeYears = 1096;
const longestDelay = 110;
const reasons = [
  "assessor not available",
  "parent asked for another day",
  "records not received",
  "student absent",
];

/** The first evaluation, then one every three years, each with consent two months before it is due. */
export function writeEvaluations(world: World, files: SpecialEducationFiles, plan: EducationPlan): void {
  const { student, evaluation } = plan;
  const draw = random(world.seed, "triennial", student.number);
  if (evaluation) {
    const heldOn = plan.startedOn;
    writeEvaluation(world, files, { plan, kind: "initial", ...evaluation, heldOn, delay: draw() });
  }
  const firstDay = student.spells[0]?.enteredOn ?? 0;
  let dueOn = student.iepStartedOn + threeYears;
  while (dueOn - legalNotice <= world.asOf && plan.startedOn !== null) {
    const late = draw() < 0.17 ? between(draw, 1, 120) : -between(draw, 0, 40);
    const heldOn = dueOn + late;
    const delay = draw();
    const isOurs =
      dueOn - legalNotice >= firstDay && dueOn - legalNotice <= (leftOn(world, student) ?? world.asOf);
    if (isOurs) {
      const consentOn = dueOn - legalNotice;
      const wasHere = heldOn <= (leftOn(world, student) ?? heldOn);
      const known = heldOn <= world.asOf && wasHere ? heldOn : null;
      writeEvaluation(world, files, {
        plan,
        kind: "triennial",
        referredOn: null,
        consentOn,
        dueOn,
        heldOn: known,
        delay,
      });
    }
    dueOn = Math.min(heldOn, dueOn) + threeYears;
  }
}

const legalNotice = 60;

type Evaluation = {
  plan: EducationPlan;
  kind: "initial" | "triennial";
  referredOn: Day | null;
  consentOn: Day;
  dueOn: Day;
  heldOn: Day | null;
  delay: number;
};

function writeEvaluation(world: World, files: SpecialEducationFiles, evaluation: Evaluation): void {
  const { plan, kind, referredOn, consentOn, dueOn, heldOn, delay } = evaluation;
  // A student who left before the evaluation was held is no longer the district's to evaluate.
  if (heldOn === null && plan.endedOn !== null) return;
  const school = spellOn(plan.student, consentOn)?.school ?? plan.school;
  const isLate = (heldOn ?? world.asOf) > dueOn;
  files.evaluations.write(
    `EV-${plan.id}-${iso(dueOn).slice(2, 7).replace("-", "")}`,
    plan.id,
    school.id,
    kind,
    referredOn === null ? "" : iso(referredOn),
    iso(consentOn),
    iso(dueOn),
    heldOn === null ? "" : iso(heldOn),
    isLate ? (reasons[Math.floor(delay * reasons.length)] ?? "") : "",
  );
}

/** The meeting that made the plan and a review every year, most of them in time. */
export function writeMeetings(world: World, files: SpecialEducationFiles, plan: EducationPlan): void {
  if (plan.startedOn === null) return;
  const draw = random(world.seed, "meet", plan.student.number);
  const until = Math.min(world.asOf, leftOn(world, plan.student) ?? world.asOf);
  const firstDay = (plan.student.spells[0]?.enteredOn ?? 0) - yearDays - longestDelay;
  let heldOn = plan.startedOn;
  for (let number = 0; heldOn <= until; number++) {
    const nextDueOn = heldOn + yearDays;
    // Drawn for every meeting, written or not, so that later ones do not depend on the first day.
    const meeting = meetingOf(draw, plan, { heldOn, number });
    if (heldOn >= firstDay) writeMeeting(world, files, { ...meeting, plan, heldOn, number, nextDueOn });
    heldOn = nextDueOn + (draw() < 0.16 ? between(draw, 3, longestDelay) : -between(draw, 0, 35));
  }
}

type Meeting = {
  kind: "initial" | "annual" | "triennial";
  isParentPresent: boolean;
  hasAttempts: boolean;
  hasTransitionPlan: boolean;
  requestsTranslation: boolean;
  translationDays: number;
};

function meetingOf(
  draw: Random,
  plan: EducationPlan,
  { heldOn, number }: { heldOn: Day; number: number },
): Meeting {
  const age = (heldOn - plan.student.birthOn) / 365.25;
  const needsTranslation = plan.student.learnsEnglishUntil !== null;
  return {
    kind: number === 0 ? "initial" : number % 3 === 0 ? "triennial" : "annual",
    isParentPresent: draw() < 0.81,
    hasAttempts: draw() < 0.93,
    hasTransitionPlan: draw() < (age >= 15 ? 0.975 : 0.02),
    requestsTranslation: draw() < 0.6 && needsTranslation,
    translationDays: draw() < 0.83 ? between(draw, 8, 30) : between(draw, 31, 75),
  };
}

type HeldMeeting = Meeting & { plan: EducationPlan; heldOn: Day; number: number; nextDueOn: Day };

function writeMeeting(world: World, files: SpecialEducationFiles, meeting: HeldMeeting): void {
  const { plan, heldOn, requestsTranslation, translationDays } = meeting;
  const school = spellOn(plan.student, heldOn)?.school ?? plan.student.spells[0]?.school ?? plan.school;
  const translatedOn = heldOn + translationDays;
  files.meetings.write(
    `M-${plan.id}-${meeting.number + 1}`,
    plan.id,
    school.id,
    meeting.kind,
    iso(heldOn),
    iso(meeting.nextDueOn),
    meeting.isParentPresent ? "Y" : "N",
    meeting.isParentPresent ? "" : meeting.hasAttempts ? "Y" : "N",
    meeting.hasTransitionPlan ? "Y" : "N",
    requestsTranslation ? iso(heldOn) : "",
    requestsTranslation && translatedOn <= world.asOf ? iso(translatedOn) : "",
  );
}
