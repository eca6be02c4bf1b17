export const signInMessages = {
  "sign_in.title": "Sign in to the demo district",
  "sign_in.words":
    "These accounts exist only on this machine and only for the made-up district. Choose whose eyes to look through.",
  "sign_in.signing_in": "Signing in as {account} …",
  "sign_in.refused": "Not signed in: {reason}",
  "sign_in.board": "Board member",
  "sign_in.board.words": "The board page: costs, the decree, all schools; nothing about a single student.",
  "sign_in.principal": "Principal",
  "sign_in.principal.words": "One school, with its students by name.",
  "sign_in.principal2": "Another principal",
  "sign_in.principal2.words": "Another school, with its students by name.",
  "sign_in.monitor": "Monitor of the decree",
  "sign_in.monitor.words": "Outcomes against targets, and which schools are missing.",
  "sign_in.coordinator": "Data coordinator",
  "sign_in.coordinator.words": "Sources, refused rows, completeness; every page.",
  "sign_in.operator": "Charter operator",
  "sign_in.operator.words": "Two charter schools; no page yet.",
  "sign_in.parent": "Parent",
  "sign_in.parent.words": "One child; no page yet.",
  "sign_in.admin": "Administrator",
  "sign_in.admin.words": "Every page.",
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
  "sign_in.not_found": "There is no page at this address",
  "sign_in.not_found.words": "Check the address, or start from the first page.",
  "sign_in.home": "To the first page",
} as const;
