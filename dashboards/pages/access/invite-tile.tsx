import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type { InvitationRequest, InvitationsResponse } from "#api/contract";
import { fetchInvitations, invite } from "../../client.ts";
import { formOf } from "../../components/access/form-of.ts";
import { accessMessages } from "../../components/access/messages.ts";
import { useFormats, useSay } from "../../components/figures/formats.ts";
import { useProblemWords } from "../../components/figures/names.ts";
import { Tile } from "../../components/shell/tile.tsx";
import { FigureTable } from "../../components/tables/figure-table.tsx";
import { Field, SelectField } from "./field.tsx";
import { accessPageMessages } from "./messages.ts";

const relations = ["mother", "father", "guardian", "education_rights_holder", "eligible_student"] as const;

/** Makes a guardian's code and shows it once, above the invitations that were made. */
export function InviteTile() {
  const say = useSay(accessPageMessages);
  const problemWords = useProblemWords();
  const queries = useQueryClient();
  const made = useQuery({ queryKey: ["invitations"], queryFn: fetchInvitations });
  const make = useMutation({
    mutationFn: invite,
    onSuccess: () => queries.invalidateQueries({ queryKey: ["invitations"] }),
  });
  const invitations = made.data?.invitations ?? [];
  const open = invitations.filter(({ state }) => state === "open").length;
  return (
    <Tile
      id="invite"
      topic={say("access_page.invite_topic")}
      finding={say("access_page.invite_finding", { open })}
      words={<p>{say("access_page.invite_words")}</p>}
    >
      <form className="form" onSubmit={(event) => make.mutate(invitationFromForm(formOf(event)))}>
        <InviteFields />
        <button type="submit" className="button is-primary" disabled={make.isPending}>
          {say("access_page.invite")}
        </button>
        <div role="status" className="form-state">
          {make.data && (
            <>
              <p>{say("access_page.code", { name: make.variables.guardian_name })}</p>
              <p className="code">{make.data.code}</p>
            </>
          )}
        </div>
        <p role="alert" className="form-state">
          {problemWords(make.error)}
        </p>
      </form>
      {invitations.length > 0 && <Invitations invitations={invitations} />}
    </Tile>
  );
}

function InviteFields() {
  const say = useSay(accessPageMessages);
  const sayAccess = useSay(accessMessages);
  return (
    <>
      <div className="form-row">
        <Field label={say("access_page.guardian")}>
          <input name="guardian_name" required minLength={2} maxLength={120} autoComplete="off" />
        </Field>
        <SelectField
          label={say("access_page.relation")}
          name="relation"
          options={relations.map((key) => ({ key, label: sayAccess("access.relation", { relation: key }) }))}
        />
      </div>
      <div className="form-row">
        <Field label={say("access_page.child")}>
          <input name="state_student_id" required pattern="\d{10}" inputMode="numeric" autoComplete="off" />
        </Field>
        <Field label={say("access_page.adult_reason")}>
          <input name="reason" minLength={10} maxLength={500} />
        </Field>
      </div>
    </>
  );
}

function invitationFromForm(form: FormData): InvitationRequest {
  const text = (name: string) => String(form.get(name) ?? "");
  const reason = text("reason");
  return {
    guardian_name: text("guardian_name"),
    state_student_id: text("state_student_id"),
    relation: relations.find((known) => known === text("relation")) ?? "guardian",
    ...(reason ? { reason } : {}),
  };
}

function Invitations({ invitations }: InvitationsResponse) {
  const say = useSay(accessPageMessages);
  const sayAccess = useSay(accessMessages);
  const formats = useFormats();
  return (
    <FigureTable
      caption={say("access_page.invitations_table")}
      rows={invitations}
      rowKey={({ invitation_id }) => invitation_id}
      columns={[
        { key: "guardian", header: say("access_page.guardian"), show: ({ guardian_name }) => guardian_name },
        {
          key: "relation",
          header: say("access_page.relation"),
          show: ({ relation }) => sayAccess("access.relation", { relation }),
        },
        { key: "made", header: say("access_page.made"), show: ({ made_at }) => formats.date(made_at) },
        {
          key: "expires",
          header: say("access_page.expires"),
          show: ({ expires_at }) => formats.date(expires_at),
        },
        {
          key: "state",
          header: say("access_page.state"),
          show: ({ state }) => say("access_page.invitation_state", { state }),
        },
      ]}
    />
  );
}
