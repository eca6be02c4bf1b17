import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type { Report, ReportVersions } from "#api/contract";
import { PageDialog } from "../../components/actions/page-dialog.tsx";
import { useFormats, useSay } from "../../components/figures/formats.ts";
import { useProblemWords } from "../../components/figures/names.ts";
import { fetchVersions, restoreVersion } from "../../reports-client.ts";
import { buildMessages } from "../build/messages.ts";
import { usePartWords } from "../build/part-words.ts";
import type { BuildProps } from "../build/use-answer.ts";
import { NotSaved } from "./not-saved.tsx";
import { useKept } from "./save-dialog.tsx";

type Version = ReportVersions["versions"][number];
type Props = Pick<BuildProps, "catalog"> & {
  report: Report;
  onDone: (words: string) => void;
  onClose: () => void;
};

/** Every version with who, when and what was changed; any may be made the newest again. */
export function VersionsDialog({ report, catalog, onDone, onClose }: Props) {
  const say = useSay(buildMessages);
  const problemWords = useProblemWords();
  const queries = useQueryClient();
  const keep = useKept();
  const key = ["versions", report.report, report.version];
  const versions = useQuery({ queryKey: key, queryFn: () => fetchVersions(report.report) });
  const restoring = useMutation({
    mutationFn: (version: number) => restoreVersion(report.report, version),
    onSuccess: async (saved, version) => {
      onDone(say("build.restored", { version }));
      await queries.invalidateQueries({ queryKey: ["versions"] });
      await keep(saved);
    },
  });
  return (
    <PageDialog title={say("build.versions_title", { title: report.content.title })} onClose={onClose}>
      {versions.isError && <p role="alert">{problemWords(versions.error)}</p>}
      <NotSaved error={restoring.error} report={report.report} />
      <ol className="versions">
        {(versions.data ?? []).map((version, index, all) => (
          <VersionLine
            key={version.version}
            version={version}
            before={all[index + 1]}
            catalog={catalog}
            onRestore={index > 0 && report.may_edit ? () => restoring.mutate(version.version) : undefined}
          />
        ))}
      </ol>
    </PageDialog>
  );
}

type LineProps = Pick<BuildProps, "catalog"> & {
  version: Version;
  before: Version | undefined;
  onRestore: (() => void) | undefined;
};

function VersionLine({ version, before, catalog, onRestore }: LineProps) {
  const say = useSay(buildMessages);
  const formats = useFormats();
  const partWords = usePartWords(catalog);
  const by = { name: version.made_by.name, moment: formats.moment(version.made_at) };
  return (
    <li>
      <h3>{say("build.version", { version: version.version })}</h3>
      <p className="hint">
        {say("build.version_by", by)} · {say("build.how", { how: version.how })}
      </p>
      {before ? (
        <dl className="differences">
          {version.changed.map((part) => (
            <div key={part} className="difference">
              <dt>{say(`build.part.${part}`)}</dt>
              <dd>
                <del>{partWords(before.content, part)}</del> → <ins>{partWords(version.content, part)}</ins>
              </dd>
            </div>
          ))}
        </dl>
      ) : (
        <p>{say("build.first_version")}</p>
      )}
      {onRestore && (
        <button type="button" className="text-button is-left" onClick={onRestore}>
          {say("build.restore", { version: version.version })}
        </button>
      )}
    </li>
  );
}
