-- What somebody wants to be told of: a figure beyond a bound, one that changes, or schools that do not report. `slice` is the JSON
-- of the question, asked under the owner's rights each time; figures are not kept. `state` is open or closed, `told` what the
-- owner was last told, `generation` the last one that was looked at.
create table figure_alert (
  alert_id text primary key,
  owner text not null,
  title text not null,
  report_id text,
  slice text not null,
  kind text not null,
  since text,
  bound double precision not null,
  margin double precision not null,
  state text not null,
  state_at text not null,
  generation text,
  told text not null,
  snoozed_until text,
  made_at text not null,
  ended_at text
);
create index figure_alert_owner on figure_alert (owner);
-- One look at one alert in one generation: whoever makes the row looks. `found` is open, closed, nothing (no figure to judge by),
-- refused or failed.
create table figure_alert_look (
  alert_id text not null references figure_alert (alert_id),
  generation text not null,
  found text not null,
  message text,
  made_at text not null,
  primary key (alert_id, generation)
);
