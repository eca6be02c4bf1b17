export const signInMessages = {
  "sign_in.title": "Sign in to the demo district",
  "sign_in.words":
    "These accounts exist only on this machine and only for the made-up district. Choose whose eyes to look through.",
  "sign_in.signing_in": "Signing in as {account} …",
  "sign_in.refused": "Not signed in: {reason}",
  "sign_in.account.board": "Board member",
  "sign_in.account.board.words":
    "The board page: costs, the decree, all schools; nothing about a single student.",
  "sign_in.account.principal": "Principal",
  "sign_in.account.principal.words": "One school, with its students by name.",
  "sign_in.account.principal2": "Another principal",
  "sign_in.account.principal2.words": "Another school, with its students by name.",
  "sign_in.account.monitor": "Monitor of the decree",
  "sign_in.account.monitor.words": "Outcomes against targets, and which schools are missing.",
  "sign_in.account.coordinator": "Data coordinator",
  "sign_in.account.coordinator.words": "Sources, refused rows, completeness; every page.",
  "sign_in.account.operator": "Charter operator",
  "sign_in.account.operator.words": "Two charter schools; no page yet.",
  "sign_in.account.parent": "Parent",
  "sign_in.account.parent.words":
    "One child: days missed, special education, and a way to say what is wrong.",
  "sign_in.account.admin": "Administrator",
  "sign_in.account.admin.words": "Every page.",
  "sign_in.none": "Nobody can sign in to {district} here",
  "sign_in.none.words":
    "No identity provider is configured, and demo accounts exist only on a server that listens on this machine alone.",
  "sign_in.provider.title": "Sign in to {district}",
  "sign_in.provider.words":
    "{provider} asks for your password; Rollbook never sees it. What you may see is decided here, by the district.",
  "sign_in.provider.button": "Sign in with {provider}",
  "sign_in.reason.sign_in_expired":
    "That sign-in was not begun in this browser, was used already or is older than ten minutes. Begin again.",
  "sign_in.reason.sign_in_refused":
    "{provider} did not sign you in, or its answer was not meant for this browser. Begin again.",
  "sign_in.reason.provider_unavailable":
    "{provider} does not answer as it should, so nobody can sign in now. Try again in some minutes.",
  "sign_in.reason.account_disabled":
    "Your account in Rollbook is disabled. Ask whoever runs Rollbook in the district.",
  "sign_in.reason.too_many_requests": "There were too many sign-ins from this address. Wait a minute.",
  "sign_in.nothing": "There is no page for you yet",
  "sign_in.nothing.words": "Nothing has been granted to {name} yet, so there is nothing to see.",
  "sign_in.not_found": "There is no page at this address",
  "sign_in.not_found.words": "Check the address, or start from the first page.",
  "sign_in.home": "To the first page",
} as const;
