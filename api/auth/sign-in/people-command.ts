import { accountOfPerson, type Control, type District, openControl, type Person } from "#warehouse";

type Place = { dataDir: string; district: District; databaseUrl?: string | undefined };
type Found = { account: string; person: Person };
type Told = Pick<Person, "name" | "email" | "issuer" | "subject" | "groups"> & {
  account: string;
  is_disabled: boolean;
  last_seen_at: string;
};

/**
 * `rollbook people list | disable ACCOUNT | enable ACCOUNT`: who has signed in, and who may. Throws an Error with one
 * sentence for anything else.
 */
export async function peopleCommand(
  place: Place,
  [verb = "list", asked = ""]: string[],
): Promise<{ people: Told[]; text: string }> {
  if (!["list", "disable", "enable"].includes(verb))
    throw new Error(`There is no "people ${verb}": it is list, disable ACCOUNT or enable ACCOUNT.`);
  const control = await openControl(place);
  try {
    if (verb !== "list")
      await change(control, verb === "disable", await meant(control, place.district, asked));
    const found = await (verb === "list" ? everybody : meant)(control, place.district, asked);
    const people = found.map(told);
    return { people, text: people.map(line).join("\n") || "Nobody has signed in yet." };
  } finally {
    await control.close();
  }
}

async function everybody(control: Control, district: District): Promise<Found[]> {
  return (await control.listPeople()).map((person) => ({
    person,
    account: accountOfPerson(district, person).account,
  }));
}

/** Everybody of this account: a demo account and a person of the provider may bear the same name. */
async function meant(control: Control, district: District, asked: string): Promise<Found[]> {
  const found = (await everybody(control, district)).filter(
    ({ account, person }) => asked === account || asked === person.personId,
  );
  if (found.length > 0) return found;
  throw new Error(`Nobody has signed in as "${asked}". "rollbook people list" shows who has.`);
}

async function change(control: Control, isDisabling: boolean, found: Found[]): Promise<void> {
  for (const { person, account } of found) {
    const at = new Date().toISOString();
    if (isDisabling) await control.disablePerson(person.personId, at);
    else await control.enablePerson(person.personId);
    const action = isDisabling ? "person_disabled" : "person_enabled";
    await control.record({ at, account: null, action, subject: account });
  }
}

function told({ account, person }: Found): Told {
  const { name, email, issuer, subject, groups } = person;
  return {
    ...{ account, name, email, issuer, subject, groups },
    is_disabled: person.isDisabled,
    last_seen_at: person.lastSeenAt,
  };
}

function line({ account, name, is_disabled, last_seen_at, issuer }: Told): string {
  const state = is_disabled ? "DISABLED" : "may enter";
  return `${account.padEnd(12)} ${state.padEnd(9)}  last seen ${last_seen_at}  ${name} (${issuer})`;
}
