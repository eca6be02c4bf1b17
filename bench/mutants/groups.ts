/** Policy files that are judged together, with the tests that cover them: the fast ones first. */
export type Policies = { files: string[]; tests: string[] };
export type Group = { name: "scope" | "suppress" | "auth"; policies: Policies[] };

const inSemantic = (...names: string[]) => names.map((name) => `warehouse/semantic/${name}.ts`);
const inSuppress = (...names: string[]) => names.map((name) => `warehouse/semantic/suppress/${name}.ts`);
const inGrants = (...names: string[]) => names.map((name) => `warehouse/grants/${name}.ts`);
const inAccess = (...names: string[]) => names.map((name) => `tests/access/${name}.ts`);
const inSmallNumbers = (...names: string[]) => names.map((name) => `tests/small-numbers/${name}.ts`);
const inApiAccess = (...names: string[]) => names.map((name) => `api/access/${name}.ts`);
const inSignIn = (...names: string[]) => names.map((name) => `tests/sign-in/${name}.ts`);
const inAuth = (...names: string[]) => names.map((name) => `api/auth/${name}.ts`);

/** Every file that says who may see what, and the tests that must notice when a line of it goes. */
export const groups: readonly Group[] = [
  {
    name: "scope",
    policies: [
      {
        files: inSemantic("scope", "sql/conditions", "refusals", "published/audience"),
        tests: inSemantic(
          "reach.test",
          "sql/conditions.test",
          "published/audience.test",
          "scope.test",
          "published/published.test",
          "answer.test",
        ),
      },
      {
        files: inGrants("role-templates"),
        tests: inGrants("role-templates.test", "readers.test"),
      },
      {
        files: inGrants("accounts", "assignments", "readers"),
        tests: [...inGrants("readers.test"), "warehouse/control/grants.test.ts"],
      },
      { files: inGrants("find-student"), tests: inAccess("invitations.test") },
    ],
  },
  {
    name: "suppress",
    policies: [
      {
        files: inSuppress("protect", "secure", "moves", "paths", "linked"),
        tests: inSmallNumbers("rules.test", "linked.test", "haste.test", "recorded.test"),
      },
      {
        files: inSuppress("narrowed", "knots", "flow", "simplex"),
        tests: inSmallNumbers("rules.test", "auditors.test", "recorded.test"),
      },
      { files: inSuppress("table"), tests: inSmallNumbers("table.test", "rules.test") },
    ],
  },
  {
    name: "auth",
    policies: [
      {
        files: inAuth("policies", "powers", "page-access"),
        tests: [...inAuth("who-may.test"), ...inAccess("gate.test")],
      },
      {
        files: inAuth("limits/limits", "limits/buckets", "limits/address"),
        tests: inAuth("limits/limits.test", "protection.test"),
      },
      {
        files: inAuth("protection", "same-origin", "secrets"),
        tests: [...inAuth("protection.test"), ...inSignIn("token-reach.test"), "api/app.test.ts"],
      },
      {
        files: inAuth("demo-door"),
        tests: [...inSignIn("demo-door.test"), ...inAuth("sign-in/provider.test")],
      },
      { files: inAuth("sign-in/return-path"), tests: inAuth("sign-in/return-path.test") },
      { files: inAuth("sign-in/claims"), tests: inAuth("sign-in/provider.test") },
      { files: inAuth("sign-in/attempt"), tests: inSignIn("attempt.test") },
      {
        files: inAuth("sign-in/provider"),
        tests: [
          ...inAuth("sign-in/provider.test"),
          ...[...inSignIn("provider.test"), "tests/sign-in.test.ts"],
        ],
      },
      {
        files: inAuth("sessions", "know-reader"),
        tests: inSignIn("known-reader.test", "token-reach.test"),
      },
      { files: inAuth("sign-in/people-command"), tests: inSignIn("people-command.test") },
      { files: inAuth("tokens"), tests: inSignIn("token-reach.test") },
      { files: inAuth("view-as"), tests: [...inAuth("who-may.test"), ...inSignIn("known-reader.test")] },
      {
        files: inApiAccess("record-access"),
        tests: [...inApiAccess("record-access.test"), ...inAccess("recording.test")],
      },
      { files: inApiAccess("showing"), tests: inApiAccess("showing.test") },
      {
        files: inApiAccess("recording-warehouse"),
        tests: inAccess("recording-warehouse.test", "recording.test"),
      },
      { files: inAuth("purposes"), tests: inAccess("recording.test") },
    ],
  },
];
