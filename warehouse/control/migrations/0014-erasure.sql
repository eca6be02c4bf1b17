-- Students whose records were erased by law: who erased them, when and why, and keyed hashes of their ids instead of the ids. Rows are
-- added and never changed: what is erased stays so in every load and every restored backup. `key_id` names the key of the hashes.
create table erasure (
  erasure_id text primary key,
  key_id text not null,
  reason text not null,
  erased_by text not null,
  erased_at text not null
);
create table erased_id (
  id_hash text primary key,
  erasure_id text not null references erasure (erasure_id)
);
