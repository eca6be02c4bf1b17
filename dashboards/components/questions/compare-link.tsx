import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { fetchCatalog } from "../../client.ts";
import { useSay } from "../figures/formats.ts";
import { nameCatalog, useNames } from "../figures/names.ts";
import { useSession } from "../shell/app-shell.tsx";
import { othersOf } from "./definitions.ts";
import { questionMessages } from "./messages.ts";

/** The way from a definition to another one of the same thing, where there is one and the reader may ask. */
export function CompareLink({ measure }: { measure: string }) {
  const say = useSay(questionMessages);
  const mayAsk = useSession().data?.pages.includes("reports") === true;
  const { data } = useQuery({ queryKey: ["catalog"], queryFn: fetchCatalog, enabled: mayAsk });
  const nameOf = useNames();
  const catalog = data && nameCatalog(data, nameOf);
  const known = catalog?.measures.find(({ key }) => key === measure);
  const [other] = catalog && known ? othersOf(known, catalog) : [];
  if (!known || !other) return null;
  return (
    <p>
      <Link to="/reports/definitions" search={{ m: `${measure},${other.key}` }}>
        {say("question.compare_definitions", { one: known.label, other: other.label })}
      </Link>
    </p>
  );
}
