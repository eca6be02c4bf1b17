import type { Feed } from "./define-feed.ts";
import { accounts } from "./finance/accounts.ts";
import { boardActions } from "./finance/board-actions.ts";
import { commitments } from "./finance/commitments.ts";
import { expenditures } from "./finance/expenditures.ts";
import { forecasts } from "./finance/forecasts.ts";
import { fundSources } from "./finance/fund-sources.ts";
import { ledgerLines } from "./finance/ledger-lines.ts";
import { programs } from "./finance/programs.ts";
import { recurringCosts } from "./finance/recurring-costs.ts";
import { assessments } from "./sis/assessments.ts";
import { attendanceEvents } from "./sis/attendance-events.ts";
import { calendar } from "./sis/calendar.ts";
import { cohortOutcomes } from "./sis/cohort-outcomes.ts";
import { disciplineActions } from "./sis/discipline-actions.ts";
import { enrollmentSpells } from "./sis/enrollment-spells.ts";
import { feedSubmissions } from "./sis/feed-submissions.ts";
import { organizations } from "./sis/organizations.ts";
import { programSpells } from "./sis/program-spells.ts";
import { staffAssignments } from "./sis/staff-assignments.ts";
import { evaluations } from "./special-education/evaluations.ts";
import { iepMeetings } from "./special-education/iep-meetings.ts";
import { servicesDelivered } from "./special-education/services-delivered.ts";
import { servicesPrescribed } from "./special-education/services-prescribed.ts";
import { specialEducationStudents } from "./special-education/students.ts";
import { frpm } from "./state/frpm.ts";

/** All delimited feeds, those that others refer to first: files are staged in this order. */
export const feeds: Feed[] = [
  organizations,
  calendar,
  enrollmentSpells,
  attendanceEvents,
  feedSubmissions,
  programSpells,
  disciplineActions,
  assessments,
  cohortOutcomes,
  staffAssignments,
  specialEducationStudents,
  evaluations,
  iepMeetings,
  servicesPrescribed,
  servicesDelivered,
  fundSources,
  accounts,
  programs,
  boardActions,
  ledgerLines,
  commitments,
  expenditures,
  forecasts,
  recurringCosts,
  frpm,
];
