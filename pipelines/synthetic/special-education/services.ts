import { positionOf } from "../calendar.ts";
import { type Day, iso, isoIfKnown, weekday } from "../days.ts";
import { otherDateFormat, Planter, type Rejection } from "../findings/planted-rejections.ts";
import { calendarOf } from "../people/paths.ts";
import type { Eligibility, Spell } from "../people/student.ts";
import { between, pick, type Random, random } from "../random.ts";
import type { World } from "../world.ts";
import type { EducationPlan } from "./plan.ts";
import type { SpecialEducationFiles } from "./write-special-education.ts";

type ServiceKind =
  | "speech"
  | "occupational_therapy"
  | "counseling"
  | "specialized_instruction"
  | "physical_therapy";

/** The services of a plan and how probable each is. */
// biome-ignore format: pairs
const usual: Record<Eligibility, [ServiceKind, number][]> = {
  SLD: [["specialized_instruction", 1], ["counseling", 0.15]],
  SLI: [["speech", 1]],
  AUT: [["specialized_instruction", 0.8], ["speech", 0.8], ["occupational_therapy", 0.5]],
  OHI: [["specialized_instruction", 0.9], ["counseling", 0.35]],
  ID: [["specialized_instruction", 1], ["speech", 0.7], ["occupational_therapy", 0.4]],
  ED: [["counseling", 1], ["specialized_instruction", 0.8]],
  OI: [["physical_therapy", 1], ["occupational_therapy", 0.6]],
  MD: [["specialized_instruction", 1], ["physical_therapy", 0.7], ["speech", 0.6]],
  HH: [["speech", 1], ["specialized_instruction", 0.5]],
  VI: [["specialized_instruction", 1], ["occupational_therapy", 0.5]],
};

const initials: Record<ServiceKind, string> = {
  specialized_instruction: "SI",
  speech: "SP",
  occupational_therapy: "OT",
  counseling: "CO",
  physical_therapy: "PT",
};

const minutesPerWeek: Record<ServiceKind, number[]> = {
  specialized_instruction: [120, 150, 200, 240, 300],
  speech: [40, 60, 60, 80],
  occupational_therapy: [30, 45, 60],
  counseling: [30, 30, 60],
  physical_therapy: [30, 60],
};

type Fault = "duplicate" | "other_date";
const faults: Fault[] = [
  "duplicate",
  "other_date",
  "duplicate",
  "duplicate",
  "other_date",
  "duplicate",
  "other_date",
];

/** Writes what is prescribed for every stay at a school, and every session of it. */
export class Services {
  readonly #world: World;
  readonly #files: SpecialEducationFiles;
  readonly #rejections: Rejection[];
  readonly #planter = new Planter<Fault>({ firstLine: 40, step: 29, faults });

  constructor(world: World, files: SpecialEducationFiles, rejections: Rejection[]) {
    this.#world = world;
    this.#files = files;
    this.#rejections = rejections;
  }

  write(plan: EducationPlan, missedDays: Map<Spell, Set<Day>>): void {
    const { eligibility, iepStartedOn } = plan.student;
    if (plan.startedOn === null || eligibility === null) return;
    for (const [number, spell] of plan.student.spells.entries()) {
      const from = Math.max(spell.enteredOn, iepStartedOn);
      if (from > this.#world.asOf || from > spell.exitedOn || spell.exitCode === "no_show") continue;
      for (const [kind, chance] of usual[eligibility]) {
        const draw = random(
          this.#world.seed,
          `${kind} ${spell.year}`,
          plan.student.number * 8 + (number % 8),
        );
        const isGiven = draw() < chance;
        const minutes = pick(draw, minutesPerWeek[kind]);
        const service = { id: `${plan.id}-${number + 1}-${initials[kind]}`, kind, minutes, spell, from };
        if (!isGiven) continue;
        this.#prescribe(plan, service);
        this.#deliver(service, draw, missedDays.get(spell) ?? new Set());
      }
    }
  }

  #prescribe(plan: EducationPlan, { id, kind, minutes, spell, from }: Service): void {
    const endedOn = isoIfKnown(spell.exitedOn, this.#world.asOf);
    this.#files.prescribed.write(id, plan.id, spell.school.id, kind, minutes, iso(from), endedOn);
  }

  #deliver(service: Service, draw: Random, missed: Set<Day>): void {
    const { spell, kind, minutes } = service;
    const calendar = calendarOf(spell);
    const isNeverGiven = draw() < 0.035;
    const gap = spell.school.providerGap * (0.4 + draw() * 1.2);
    const perWeek = kind === "specialized_instruction" || kind === "speech" ? 2 : 1;
    const firstWeekday = between(draw, 1, 5);
    const secondWeekday = perWeek === 1 ? firstWeekday : ((firstWeekday + 1) % 5) + 1;
    if (isNeverGiven) return;
    const last = Math.min(
      positionOf(calendar, spell.exitedOn + 1),
      positionOf(calendar, this.#world.asOf + 1),
    );
    for (let position = positionOf(calendar, service.from); position < last; position++) {
      const on = calendar.instructional[position] ?? 0;
      const ofWeek = weekday(on);
      if (ofWeek !== firstWeekday && ofWeek !== secondWeekday) continue;
      const outcome = missed.has(on) ? "student_absent" : draw() < gap ? "provider_absent" : "delivered";
      this.#record(service, {
        on,
        position,
        minutes: outcome === "delivered" ? minutes / perWeek : 0,
        outcome,
      });
    }
  }

  #record(service: Service, { on, position, minutes, outcome }: Session): void {
    const file = this.#files.delivered;
    const session = `${service.id}-${position + 1}`;
    file.write(session, service.id, iso(on), minutes, outcome);
    const fault = this.#planter.due(file.lines);
    if (!fault) return;
    const line =
      fault === "duplicate"
        ? file.write(session, service.id, iso(on), minutes, outcome)
        : file.write(`${session}-R`, service.id, otherDateFormat(iso(on)), minutes, outcome);
    this.#rejections.push({
      source: "sped",
      feed: "services_delivered",
      file: "sped/services_delivered.csv",
      line,
      field: fault === "duplicate" ? "session_id" : "delivered_on",
      code: fault === "duplicate" ? "row.duplicate_key" : "row.invalid_date",
    });
  }
}

type Service = { id: string; kind: ServiceKind; minutes: number; spell: Spell; from: Day };
type Session = { on: Day; position: number; minutes: number; outcome: string };
