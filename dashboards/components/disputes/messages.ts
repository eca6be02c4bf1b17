export const disputeMessages = {
  "dispute.about.absences": "Days missed",
  "dispute.about.evaluation": "Evaluation",
  "dispute.about.services": "Services",
  "dispute.about.enrollment": "School or grade",
  "dispute.about.other": "Something else",
  "dispute.state.received": "Received by the school",
  "dispute.state.being_looked_at": "Being looked at",
  "dispute.state.corrected": "Corrected",
  "dispute.state.not_changed": "Not changed",
  "dispute.said_on": "{about}, {date}",
  "dispute.answered_on": "The school’s answer, {date}",
} as const;
