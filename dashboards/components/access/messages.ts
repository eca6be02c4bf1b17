export const accessMessages = {
  "access.role":
    "{role, select, board {Board member} bond_oversight {Bond oversight committee} region_superintendent {Region superintendent} principal {Principal} assistant_principal {Assistant principal} attendance_clerk {Attendance clerk} special_education_director {Special-education director} monitor {Monitor of the decree} operator {Charter operator} coordinator {Data coordinator} parent {Parent or guardian} admin {Administrator} guest {Guest} other {Other role}}",
  "access.subject":
    "{subject, select, students {students} special_education {special education} finance {finance} operations {operations} other {other records}}",
  "access.over":
    "{kind, select, district {the whole district} school {{places}} operator {schools run by {places}} region {the region {places}} student {the child with state id {places}} other {{places}}}",
  "access.scope":
    "{kind, select, district {Whole district} school {School} operator {Operator} region {Region} student {Child} other {Other}}",
  "access.reach":
    "{reach, select, counts {counts only} numbers {students as numbers} names {students by name} other {other}}",
  "access.history": "{reach}, with their past at other schools",
  "access.relation":
    "{relation, select, mother {Mother} father {Father} guardian {Guardian} education_rights_holder {Holder of the education rights} eligible_student {The student herself or himself} other {Other}}",
  "access.no_end": "no end",
  "access.from_to": "From {from} to {to}",
  "access.from_on": "From {from}, no end",
  "access.given_by":
    "{source, select, configuration {the configuration} staff_assignments {the staff assignments} other {{account}}}",
  "access.grant_title": "{role}, over {over}",
  "access.what": "What",
  "access.reason": "Why",
  "access.purpose": "Purpose",
  "access.when": "When",
  "access.by": "Given by",
  "access.relation_label": "Relation",
  "access.over_now": "Not in force: {why, select, revoked {revoked} other {outside its days}}",
  "access.mine": "My access",
  "access.mine_none": "Nothing has been granted to you. Ask an administrator, or use an invitation code.",
  "access.loading": "Asking …",
  "access.why": "Why can I (not) see this?",
  "access.why_all": "You see all of this.",
  "access.why_part": "You see a part of this.",
  "access.why_nothing": "You do not see this.",
  "access.why_grants": "The grants that apply",
  "access.why_missing": "What is missing",
  "access.missing":
    "{key, select, no_grant {You hold no grant, so there is nothing to see.} no_subject {No grant of yours reaches {subject}.} no_students {No grant of yours reaches single students: you see what is published of them.} no_names {Your grants show students as numbers, not by name.} not_schools {This is about a school, and your grants are over a child.} not_children {This is about one child, and no grant of yours is over a single child.} not_whole_district {This is about the whole district, and no grant of yours is over all of it.} no_school {No grant of yours is over this school.} only_administrators {This is for administrators.} only_operators {This is for those who keep the records of a charter operator.} other {A grant is missing.}}",
  "access.hidden":
    "Counts of 1 to {threshold} students are hidden from you, with whatever would give them away.",
  "access.ask": "Who needs more for her work asks an administrator of the district, and says for what.",
  "access.code": "Invitation code",
  "access.code_use": "Use the code",
  "access.code_words": "The school gives a code to each parent or guardian, for one child. It works once.",
  "access.code_done": "The code was accepted: {relation}, until {to}.",
  "access.looking": "You are looking as {name}. Everything is recorded.",
  "access.looking_until": "Ends at {time}.",
  "access.stop": "Stop",
} as const;
