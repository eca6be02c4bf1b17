/** Policy files that are judged together, with the tests that cover them: the fast ones first. */
export type Policies = { files: string[]; tests: string[] };
export type Group = { name: "scope" | "suppress" | "auth"; policies: Policies[] };

const inSemantic = (...names: string[]) => names.map((name) => `warehouse/semantic/${name}.ts`);
const inSuppress = (...names: string[]) => names.map((name) => `warehouse/semantic/suppress/${name}.ts`);
const inGrants = (...names: string[]) => names.map((name) => `warehouse/grants/${name}.ts`);
const inAuth = (...names: string[]) => names.map((name) => `api/auth/${name}.ts`);

/** Every file that says who may see what, and the tests that must notice when a line of it goes. */
export const groups: readonly Group[] = [
  {
    name: "scope",
    policies: [
      {
        files: inSemantic("scope", "sql/conditions", "refusals", "published/audience"),
        tests: inSemantic("reach.test", "sql/conditions.test", "scope.test", "published/published.test", "answer.test"),
      },
      {
        files: inGrants("accounts", "assignments", "readers", "role-templates"),
        tests: ["warehouse/grants/readers.test.ts", "warehouse/control/grants.test.ts"],
      },
      {
        files: inGrants("find-student"),
        tests: ["tests/access/invitations.test.ts"],
      },
    ],
  },
  {
    name: "suppress",
    policies: [
      {
        files: inSuppress("protect", "secure", "moves", "paths", "linked"),
        tests: [
          "tests/small-numbers/rules.test.ts",
          "tests/small-numbers/utility.test.ts",
        ],
      },
      {
        files: inSuppress("narrowed", "flow", "simplex", "linked"),
        tests: ["tests/small-numbers/rules.test.ts"],
      },
      { files: inSuppress("table"), tests: ["tests/small-numbers/table.test.ts"] },
    ],
  },
  {
    name: "auth",
    policies: [
      { files: inAuth("limits/limits", "limits/buckets", "limits/address"), tests: inAuth("limits/limits.test", "protection.test") },
      {
        files: inAuth("sign-in/return-path", "sign-in/claims", "sign-in/provider", "sign-in/attempt"),
        tests: [...inAuth("sign-in/return-path.test", "sign-in/provider.test"), "tests/sign-in.test.ts"],
      },
    ],
  },
];
