import { quoted } from "../../feeds/define-feed.ts";
import { type PackageRule, rowsOf } from "./reference-rules.ts";

/**
 * A package of an operator has schools that she runs, each by its CDS code, and no other organization of the district's
 * list, whatever type it is given: the code decides where its students are counted.
 */
export const ownSchools = (operator: string): PackageRule => ({
  code: "scope.other_school",
  file: "orgs",
  field: "identifier",
  lines: `select o.line from ${rowsOf("orgs")} o
    where (o."type" = 'school' or o.identifier in (select organization_id from stg_organization))
      and coalesce(o.identifier, '') not in (select organization_id from stg_organization where operator_id = ${quoted(operator)})`,
});
