export const alertMessages = {
  "alert.me": "Alert me",
  "alert.title": "When do you want to be told?",
  "alert.words":
    "Rollbook looks after each load, at what you may see then. A figure that is hidden from you tells nothing.",
  "alert.told":
    "{has_mail, select, true {You are told by mail to {address}, and on the page of reports.} other {You are told on the page of reports: no mail leaves here, or no address of yours is known.}}",
  "alert.name": "Name",
  "alert.figure": "Figure",
  "alert.of": "Of",
  "alert.of_all": "all of it together",
  "alert.name_of": "{figure}, {place}",
  "alert.when": "When",
  "alert.kind.above": "it is above a bound",
  "alert.kind.below": "it is below a bound",
  "alert.kind.changed": "it changes by more than a bound",
  "alert.kind.not_reported": "a school reports nothing for some school days",
  "alert.since": "Since",
  "alert.since.generation": "the load before",
  "alert.since.previous_year": "the year before",
  "alert.bound": "{is_percent, select, true {Bound in percent} other {Bound}}",
  "alert.margin":
    "{is_percent, select, true {Close it only once it is back by so many points} other {Close it only once it is back by}}",
  "alert.days": "School days",
  "alert.no_number": "Give a number as the bound.",
  "alert.make": "Tell me",
  "alert.made":
    "{state, select, open {It is so already: the alert is open.} other {You will be told when it is so.}}",
  "alert.mine": "Your alerts",
  "alert.open": "Open since {date}",
  "alert.closed": "Not so since {date}",
  "alert.rule":
    "{kind, select, above {Above {bound}} below {Below {bound}} changed {{since, select, generation {Changed by more than {bound} since the load before} other {Changed by more than {bound} since the year before}}} other {A school reports nothing for {days, plural, one {# school day} other {# school days}}}}",
  "alert.closes": "closes once it is back by {margin}",
  "alert.snoozed": "Silent through {date}",
  "alert.snooze": "Silent for a week",
  "alert.wake": "Tell me again",
  "alert.end": "End",
  "alert.history": "History",
  "alert.history_title": "Every look at “{title}”",
  "alert.look":
    "{generation}, {moment}: {found, select, open {so} closed {not so} nothing {no figure to judge by} refused {your rights no longer reach it} failed {it could not be looked at} other {being looked at}}",
} as const;
