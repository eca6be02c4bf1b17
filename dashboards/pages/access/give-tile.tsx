import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { giveGrant } from "../../client.ts";
import { formOf } from "../../components/access/form-of.ts";
import { accessMessages } from "../../components/access/messages.ts";
import { useSay } from "../../components/figures/formats.ts";
import { useProblemWords } from "../../components/figures/names.ts";
import { Tile } from "../../components/shell/tile.tsx";
import type { Administration } from "./access-page.tsx";
import { Field, SelectField } from "./field.tsx";
import { grantFromForm, type Template } from "./grant-from-form.ts";
import { accessPageMessages } from "./messages.ts";

type Props = { administration: Administration };

/** The form that gives a grant by hand; it offers what the chosen role may have at most. */
export function GiveTile({ administration }: Props) {
  const say = useSay(accessPageMessages);
  const problemWords = useProblemWords();
  const queries = useQueryClient();
  const give = useMutation({
    mutationFn: giveGrant,
    onSuccess: () => queries.invalidateQueries({ queryKey: ["grants"] }),
  });
  const names = new Map(administration.persons.map(({ account, name }) => [account, name]));
  const given = give.variables?.grantee.key ?? "";
  return (
    <Tile
      id="give"
      topic={say("access_page.give_topic")}
      finding={say("access_page.give_finding")}
      words={<p>{say("access_page.give_words")}</p>}
    >
      <form className="form" onSubmit={(event) => give.mutate(grantFromForm(formOf(event)))}>
        <ToFields administration={administration} />
        <RoleFields administration={administration} />
        <button type="submit" className="button is-primary" disabled={give.isPending}>
          {say("access_page.give")}
        </button>
        <p role="status" className="form-state">
          {give.isSuccess && say("access_page.given", { name: names.get(given) ?? given })}
        </p>
        <p role="alert" className="form-state">
          {problemWords(give.error)}
        </p>
      </form>
    </Tile>
  );
}

function ToFields({ administration: { persons } }: Props) {
  const say = useSay(accessPageMessages);
  const [kind, setKind] = useState("person");
  const kinds = [
    { key: "person", label: say("access_page.person") },
    { key: "group", label: say("access_page.a_group") },
  ];
  return (
    <div className="form-row">
      <SelectField
        label={say("access_page.to")}
        name="to_kind"
        options={kinds}
        value={kind}
        onChoose={setKind}
      />
      {kind === "person" ? (
        <SelectField
          label={say("access_page.person_name")}
          name="to"
          options={persons.map(({ account, name }) => ({ key: account, label: name }))}
        />
      ) : (
        <Field label={say("access_page.group_name")}>
          <input name="to" required maxLength={100} />
        </Field>
      )}
    </div>
  );
}

function RoleFields({ administration }: Props) {
  const sayAccess = useSay(accessMessages);
  const say = useSay(accessPageMessages);
  const { templates } = administration;
  const [role, setRole] = useState<string>(templates[0]?.role ?? "");
  const template = templates.find((one) => one.role === role);
  if (!template) return null;
  return (
    <>
      <div className="form-row">
        <SelectField
          label={say("access_page.role")}
          name="role"
          options={templates.map((one) => ({
            key: one.role,
            label: sayAccess("access.role", { role: one.role }),
          }))}
          value={role}
          onChoose={setRole}
        />
        <OverFields key={role} template={template} administration={administration} />
      </div>
      <ReachFields key={`${role} reach`} template={template} />
      <Field label={say("access_page.reason_label")}>
        <textarea name="reason" required minLength={10} maxLength={500} />
      </Field>
      {template.needs_purpose && (
        <Field label={say("access_page.purpose_label")}>
          <textarea name="purpose" required minLength={10} maxLength={500} />
        </Field>
      )}
      <Field label={say("access_page.until_label")}>
        <input name="until" type="date" required />
      </Field>
    </>
  );
}

function OverFields({ template, administration }: Props & { template: Template }) {
  const say = useSay(accessPageMessages);
  const sayAccess = useSay(accessMessages);
  const [kind, setKind] = useState<string>(template.scopes[0] ?? "district");
  const { schools, operators, regions } = administration;
  const places = { school: schools, operator: operators, region: regions }[kind] ?? [];
  return (
    <>
      <SelectField
        label={say("access_page.over")}
        name="scope_kind"
        options={template.scopes.map((key) => ({ key, label: sayAccess("access.scope", { kind: key }) }))}
        value={kind}
        onChoose={setKind}
      />
      {kind !== "district" && <SelectField label={say("access_page.place")} name="place" options={places} />}
    </>
  );
}

function ReachFields({ template: { subjects, usual, most } }: { template: Template }) {
  const say = useSay(accessPageMessages);
  const sayAccess = useSay(accessMessages);
  const reaches = [
    ["counts", true],
    ["numbers", most.may_read_students],
    ["names", most.may_read_names],
  ] as const;
  const options = reaches.flatMap(([reach, isOffered]) =>
    isOffered ? [{ key: reach, label: sayAccess("access.reach", { reach }) }] : [],
  );
  const [reach, setReach] = useState(usual.may_read_names ? "names" : "counts");
  return (
    <>
      <fieldset>
        <legend>{say("access_page.subjects")}</legend>
        {subjects.map((subject) => (
          <label key={subject} className="check">
            <input type="checkbox" name="subject" value={subject} defaultChecked />
            {sayAccess("access.subject", { subject })}
          </label>
        ))}
      </fieldset>
      <SelectField
        label={say("access_page.down_to")}
        name="reach"
        options={options}
        value={reach}
        onChoose={setReach}
      />
      {most.may_read_history && reach !== "counts" && (
        <label className="check">
          <input type="checkbox" name="history" />
          {say("access_page.with_history")}
        </label>
      )}
    </>
  );
}
