export const uploadMessages = {
  "upload.title": "Upload a file for your schools",
  "upload.words":
    "Choose a file. Within seconds you see what would be loaded and what is refused, school by school. Nothing is loaded until you submit it.",
  "upload.choose_topic": "A file",
  "upload.choose_finding": "Choose the file that your system exported",
  "upload.choose_words":
    "A roster is a OneRoster ZIP; other records are .csv files in UTF-8. At most {most} MB. The file replaces the last one of its kind, for your schools only.",
  "upload.drop": "Drop a file here, or choose one",
  "upload.choose": "Choose a file",
  "upload.kind": "What is in it",
  "upload.by_name": "Tell by the name of the file",
  "upload.feed":
    "{feed, select, oneroster {Roster (OneRoster)} enrollment_spells {Enrollments} attendance_events {Absences} feed_submissions {What was submitted when} program_spells {Programs} discipline_actions {Discipline} other {{name}}}",
  "upload.feed_file": "{feed}: {file}",
  "upload.sending": "Sending {file} …",
  "upload.problem": "There is a problem",
  "upload.not_sent": "{file} was not taken: {reason}",
  "upload.too_large": "it is larger than {most} MB.",
  "upload.not_done": "That did not work: {reason}",
  "upload.report_topic": "{feed}, {file}",
  "upload.checking": "Checking {file} …",
  "upload.checking_words": "This takes a few seconds. You may leave this page and come back.",
  "upload.loading": "Loading {file} …",
  "upload.loading_words":
    "All figures are computed anew, which takes some minutes in a large district. You may leave this page and come back.",
  "upload.finding":
    "{state, select, checked {{refused, plural, =0 {All {rows, plural, one {one row} other {# rows}} can be loaded} one {One of {total} rows is refused, the others can be loaded} other {# of {total} rows are refused, the others can be loaded}}} published {{refused, plural, =0 {All {rows, plural, one {one row} other {# rows}} were loaded} one {One of {total} rows was refused, the others were loaded} other {# of {total} rows were refused, the others were loaded}}} failed {Nothing was loaded} withdrawn {You took this file back} other {This file cannot be loaded}}",
  "upload.refused_words":
    "{state, select, refused {Mend what stands below in your system, export again and upload the new file.} other {You may submit the rest now, or mend what stands below and upload the file again.}}",
  "upload.replaces": "It replaces {file} of {date}, which had {rows, plural, one {one row} other {# rows}}.",
  "upload.new_feed": "Nothing of this kind has been loaded for your schools before.",
  "upload.knock_on":
    "With this file {count, plural, one {one row} other {# rows}} of {file} would be refused, {now, plural, =0 {none} other {#}} now.",
  "upload.published_words": "Published in generation {generation} by run {run}.",
  "upload.submit": "Submit: load this file",
  "upload.withdraw": "Take it back",
  "upload.schools_table": "What becomes of the rows, by school",
  "upload.school": "School",
  "upload.state": "State",
  "upload.read": "Rows",
  "upload.loaded": "{state, select, published {Loaded} other {Can be loaded}}",
  "upload.rejected": "Refused",
  "upload.no_school": "Of no single school of yours, or not readable",
  "upload.total": "All rows",
  "upload.school_state":
    "{state, select, loaded {loaded} part {loaded, {refused} refused} ready {ready} ready_part {{refused} refused} nothing {nothing to load} empty {no rows in this file} other {refused}}",
  "upload.kinds_heading":
    "{count, plural, =0 {Nothing is wrong with it} one {One kind of error} other {# kinds of errors}}",
  "upload.kind_touches":
    "{students, plural, =0 {{rows, plural, one {one row} other {# rows}}} one {{rows, plural, one {one row} other {# rows}}, one student} other {{rows, plural, one {one row} other {# rows}}, # students}}",
  "upload.kind_where": "Where",
  "upload.kind_lines":
    "{member, select, none {} other {{member}: }}{field, select, none {} other {column {field}, }}{lines, plural, one {line} other {lines}} {list}{more, select, yes { and more} other {}}",
  "upload.kind_place":
    "{member, select, none {the file} other {{member}}}{field, select, none {} other {, column {field}}}",
  "upload.kind_mend": "How to mend it",
  "upload.kind_owner": "Whose it is",
  "upload.owner":
    "{owner, select, operator {yours: correct it in your system} district {the district’s: ask the data office} other {yours, or the district’s list of schools or calendar: compare both}}",
  "upload.kind_schools": "Schools",
  "upload.code":
    "{code, select, missing_required_value {A value is missing} invalid_date {A date is not written as agreed} invalid_number {A number is not written as agreed} invalid_enum {A code is not one of the agreed ones} invalid_code {A code does not have the agreed form} duplicate_key {Two rows say the same thing} width_mismatch {A row has too many or too few cells} malformed_quote {A quotation mark is in the wrong place} malformed_line_end {A row does not end as it should} unknown_organization {The district’s list has no such school} unknown_record {A row refers to a record that was not sent} absence_on_non_school_day {An absence is on a day without school} other_school {You do not run this school} other_student {No student of your schools has this id} other {Something is wrong}}",
  "upload.code_mend":
    "{code, select, missing_required_value {Fill in the value.} invalid_date {Write the date as YYYY-MM-DD, for example 2026-09-03.} invalid_number {Write digits, with a point for decimals and no other signs.} invalid_enum {Use one of the agreed codes.} invalid_code {Write the code with all its digits, as text: a spreadsheet drops leading zeros.} duplicate_key {Send one row for each; the first one is kept.} width_mismatch {Write one cell for each column; put a cell with a comma in quotation marks.} malformed_quote {Put the whole cell in quotation marks, and double those inside.} malformed_line_end {End every row with a line break.} unknown_organization {Correct the school’s code, or ask the district to add the school.} unknown_record {Correct the id, or send the record it refers to first.} absence_on_non_school_day {Correct the date, or ask the district to correct the school’s calendar.} other_school {Send rows of your own schools only; if it is yours, ask the district to correct its list.} other_student {Correct the id; for a new student, send the roster with her first.} other {Correct it in your system and export again.}}",
  "upload.earlier_topic": "Earlier uploads",
  "upload.earlier_finding":
    "{count, plural, =0 {You have uploaded nothing yet} one {One file} other {# files}}",
  "upload.earlier_table": "Files uploaded for your schools, newest first",
  "upload.file": "File",
  "upload.sent_at": "Uploaded",
  "upload.rows_refused": "Refused rows",
  "upload.state_word":
    "{state, select, checking {checking} checked {to be submitted} refused {refused} loading {loading} published {loaded} failed {not loaded} other {taken back}}",
} as const;
