import type { UploadReport } from "#api/contract";
import { useFormats, useSay } from "../../components/figures/formats.ts";
import { uploadMessages } from "./messages.ts";

type Kind = UploadReport["kinds"][number];

/** Each kind of error once: how much it touches, where it is, how to mend it and whose it is. */
export function KindsList({ kinds }: { kinds: Kind[] }) {
  const say = useSay(uploadMessages);
  return (
    <div className="figure-block">
      <h3>{say("upload.kinds_heading", { count: kinds.length })}</h3>
      <ol className="error-kinds">
        {kinds.map((kind) => (
          <li key={`${kind.code} ${kind.member} ${kind.field} ${kind.reason}`}>
            <KindWords kind={kind} />
          </li>
        ))}
      </ol>
    </div>
  );
}

function KindWords({ kind }: { kind: Kind }) {
  const say = useSay(uploadMessages);
  const formats = useFormats();
  const code = ownCode(kind);
  return (
    <>
      <h4>{code ? say("upload.code", { code }) : <span lang="en">{kind.reason}</span>}</h4>
      <p className="error-touches">
        {say("upload.kind_touches", { rows: kind.rows, students: kind.students })}
      </p>
      <dl>
        <dt>{say("upload.kind_where")}</dt>
        <dd>
          <Where kind={kind} />
        </dd>
        <dt>{say("upload.kind_mend")}</dt>
        <dd>
          {code && code !== "invalid_enum" ? (
            say("upload.code_mend", { code })
          ) : (
            <span lang="en">{kind.mend}</span>
          )}
        </dd>
        {kind.schools.length > 0 && (
          <>
            <dt>{say("upload.kind_schools")}</dt>
            <dd>{formats.list(kind.schools)}</dd>
          </>
        )}
        <dt>{say("upload.kind_owner")}</dt>
        <dd>{say("upload.owner", { owner: kind.owner })}</dd>
      </dl>
    </>
  );
}

function Where({ kind: { member, field, lines, rows } }: { kind: Kind }) {
  const say = useSay(uploadMessages);
  const place = { member: member ?? "none", field: field ?? "none" };
  if (lines.length === 0) return say("upload.kind_place", place);
  const list = lines.join(", ");
  return say("upload.kind_lines", { ...place, list, lines: rows, more: rows > lines.length ? "yes" : "no" });
}

/** The codes of delimited files have words here; those of a package come from the server in English. */
function ownCode({ code, member }: Kind): string | null {
  return member === null ? (code.split(".")[1] ?? null) : null;
}
