-- Saved reports by mail. `report_id` may be a certified report's. `role` is whom it goes to, its owner where null.
create table report_schedule (
  schedule_id text primary key,
  report_id text not null,
  owner text not null,
  every text not null,
  weekday integer,
  only_if_changed integer not null,
  role text,
  made_at text not null,
  ended_at text
);
create index report_schedule_report on report_schedule (report_id);
create table report_unsubscription (
  schedule_id text not null references report_schedule (schedule_id),
  account text not null,
  made_at text not null,
  primary key (schedule_id, account)
);
-- One mail to one person for one period, a business date or a generation: whoever makes the row sends it. `fingerprint` is
-- the SHA-256 of the figures, so that the same ones are not sent twice.
create table report_delivery (
  schedule_id text not null references report_schedule (schedule_id),
  account text not null,
  period text not null,
  state text not null,
  attempt integer not null,
  generation text,
  fingerprint text,
  message text,
  made_at text not null,
  primary key (schedule_id, account, period)
);
