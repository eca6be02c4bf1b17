import type {
  Answer,
  ApiToken,
  BoardPage,
  Catalog,
  CompliancePage,
  CostsPage,
  DataPage,
  DisputeAnswer,
  DisputeRequest,
  FigureNoticeAnswer,
  FigureNoticeRequest,
  GiveGrantRequest,
  GrantsResponse,
  InvitationMade,
  InvitationRequest,
  InvitationsResponse,
  NewToken,
  ParentPage,
  Problem,
  Purposes,
  Reconciliation,
  Redeemed,
  SchoolPage,
  Session,
  SignedOut,
  SignInOptions,
  Slice,
  TokenRequest,
  Upload,
  UploadsResponse,
  WhyResponse,
} from "#api/contract";

/** The response of each page, by the page's name in the address. */
export type Pages = {
  board: BoardPage;
  school: SchoolPage;
  compliance: CompliancePage;
  costs: CostsPage;
  data: DataPage;
  parent: ParentPage;
};
export type PageName = keyof Pages;

/** A request that the server refused; `problem.detail` is the sentence for the person who must act. */
export class RefusedRequest extends Error {
  readonly problem: Problem;
  constructor(problem: Problem) {
    super(problem.detail);
    this.problem = problem;
  }
}

const unreachable: Problem = {
  type: "about:blank",
  title: "No answer",
  status: 0,
  code: "internal",
  detail: "The server did not answer. Check that Rollbook is running, then try again.",
};

/** One request; what the server refuses is thrown as `RefusedRequest`. */
export async function send(path: string, init?: RequestInit): Promise<Response> {
  const response = await fetch(path, init).catch(() => {
    throw new RefusedRequest(unreachable);
  });
  if (response.ok) return response;
  const isProblem = response.headers.get("content-type")?.includes("json");
  throw new RefusedRequest(
    isProblem ? await read<Problem>(response) : { ...unreachable, status: response.status },
  );
}

// The parse edge: the server checks every response against the schemas these types are inferred from.
export async function read<T>(response: Response): Promise<T> {
  return (await response.json()) as T;
}

export function asJson(method: string, body: unknown): RequestInit {
  return { method, headers: { "content-type": "application/json" }, body: JSON.stringify(body) };
}

/** One request for one page; `query` holds the view state of the address, without empty values. */
export async function fetchPage<K extends PageName>(
  page: K,
  query: Record<string, string>,
): Promise<Pages[K]> {
  const search = new URLSearchParams(query).toString();
  return read<Pages[K]>(await send(search ? `/api/pages/${page}?${search}` : `/api/pages/${page}`));
}

/** Who is signed in, or null. */
export async function fetchSession(): Promise<Session | null> {
  try {
    return await read<Session | null>(await send("/api/session"));
  } catch (problem) {
    if (problem instanceof RefusedRequest && problem.problem.code === "not_signed_in") return null;
    throw problem;
  }
}

/** Demo sign-in; exists only on a loopback address without an identity provider. */
export async function signIn(account: string): Promise<Session> {
  return read<Session>(await send("/api/session", asJson("POST", { account })));
}

/** How people sign in here. */
export async function fetchSignInOptions(): Promise<SignInOptions> {
  return read<SignInOptions>(await send("/api/sign-in/options"));
}

/** Signs out here; gives the address where the provider ends its own session, if it has one. */
export async function signOut(): Promise<string | null> {
  const response = await send("/api/session", { method: "DELETE" });
  return response.status === 204 ? null : (await read<SignedOut>(response)).provider_sign_out;
}

/** Ends every session of whoever is signed in, in every browser. */
export async function signOutEverywhere(): Promise<void> {
  await send("/api/sessions", { method: "DELETE" });
}

export async function fetchTokens(): Promise<ApiToken[]> {
  return (await read<{ tokens: ApiToken[] }>(await send("/api/tokens"))).tokens;
}

/** The only time that the token itself is to be had. */
export async function makeToken(wanted: TokenRequest): Promise<NewToken> {
  return read<NewToken>(await send("/api/tokens", asJson("POST", wanted)));
}

export async function revokeToken(tokenId: string): Promise<void> {
  await send(`/api/tokens/${encodeURIComponent(tokenId)}`, { method: "DELETE" });
}

/** What was uploaded for the reader's schools, and what may be. */
export async function fetchUploads(): Promise<UploadsResponse> {
  return read<UploadsResponse>(await send("/api/uploads"));
}

/** Sends a file to be checked; without a source and a feed its name says what it is. */
export async function sendUpload(
  file: File,
  said: { source: string | undefined; feed: string | undefined },
): Promise<Upload> {
  const given = Object.entries({ name: file.name, ...said }).flatMap(([key, value]) =>
    value ? [[key, value]] : [],
  );
  const init = { method: "POST", headers: { "content-type": "application/octet-stream" }, body: file };
  const response = await send(`/api/uploads?${new URLSearchParams(given)}`, init);
  return (await read<{ upload: Upload }>(response)).upload;
}

/** Loads a checked upload. */
export async function submitUpload(uploadId: string): Promise<void> {
  await send(`/api/uploads/${uploadId}/submit`, { method: "POST" });
}

export async function withdrawUpload(uploadId: string): Promise<void> {
  await send(`/api/uploads/${uploadId}`, { method: "DELETE" });
}

/** A purpose of the closed list. */
export type PurposeKey = Purposes["purposes"][number]["key"];

/** Says what special-education records are needed for: a key of the list, or the reader's words. */
export async function statePurpose(stated: { purpose: string; subject: string }): Promise<void> {
  await send("/api/purposes", asJson("POST", stated));
}

/** Says to the school that something in one's own child's records is wrong. */
export async function makeDispute(dispute: DisputeRequest): Promise<void> {
  await send("/api/disputes", asJson("POST", dispute));
}

/** Answers, as the school, what a guardian says is wrong. */
export async function answerDispute(dispute: string, answer: DisputeAnswer): Promise<void> {
  await send(`/api/disputes/${dispute}/answer`, asJson("POST", answer));
}

/** Says that a figure is wrong: the question, the generation and why. */
export async function sayFigureIsWrong(notice: FigureNoticeRequest): Promise<void> {
  await send("/api/figure-notices", asJson("POST", notice));
}

/** Answers, as the data office, what a reader says is wrong with a figure. */
export async function answerFigureNotice(notice: string, answer: FigureNoticeAnswer): Promise<void> {
  await send(`/api/figure-notices/${notice}/answer`, asJson("POST", answer));
}

/** What the reader may ask. */
export async function fetchCatalog(): Promise<Catalog> {
  return read<Catalog>(await send("/api/catalog"));
}

/** One slice asked on its own, for "break out by school". */
export async function fetchAnswer(slice: Slice): Promise<Answer | undefined> {
  const response = await send("/api/answers", asJson("POST", { slices: [slice] }));
  return (await read<{ answers: Answer[] }>(response)).answers[0];
}

/** One's own grants or, for an administrator, everybody's. */
export async function fetchGrants(whose: "mine" | "all"): Promise<GrantsResponse> {
  return read<GrantsResponse>(await send(whose === "mine" ? "/api/grants?whose=mine" : "/api/grants"));
}

export async function giveGrant(asked: GiveGrantRequest): Promise<void> {
  await send("/api/grants", asJson("POST", asked));
}

export async function revokeGrant(grantId: string): Promise<void> {
  await send(`/api/grants/${encodeURIComponent(grantId)}`, { method: "DELETE" });
}

export async function fetchInvitations(): Promise<InvitationsResponse> {
  return read<InvitationsResponse>(await send("/api/invitations"));
}

/** Gives the code, which is told this once. */
export async function invite(asked: InvitationRequest): Promise<InvitationMade> {
  return read<InvitationMade>(await send("/api/invitations", asJson("POST", asked)));
}

export async function redeem(code: string): Promise<Redeemed> {
  return read<Redeemed>(await send("/api/invitations/redeem", asJson("POST", { code })));
}

/** Looks as another person from now on, for an hour at most. */
export async function viewAs(account: string): Promise<void> {
  await send("/api/view-as", asJson("POST", { account }));
}

export async function stopViewing(): Promise<void> {
  await send("/api/view-as", { method: "DELETE" });
}

/** Why a page, or a measure by a dimension at a school, can or cannot be seen. */
export async function fetchWhy(asked: Record<string, string>): Promise<WhyResponse> {
  return read<WhyResponse>(await send(`/api/why?${new URLSearchParams(asked)}`));
}

const asWorkbook: RequestInit = {
  headers: { accept: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet" },
};

/** Downloads what each of the reader's schools has to mend, as a workbook, and gives the name it was saved under. */
export async function downloadDataReport(): Promise<string> {
  return save(await send("/api/data-report", asWorkbook), "data-report.xlsx");
}

type Reconciled = { generation: string | undefined; school: string | undefined };

/** One load against its sources, by school; of one school also file by file. */
export async function fetchReconciliation(asked: Reconciled): Promise<Reconciliation> {
  const given = Object.entries(asked).flatMap(([key, value]) => (value ? [[key, value]] : []));
  return read<Reconciliation>(await send(`/api/reconciliation?${new URLSearchParams(given)}`));
}

/** Downloads a load against its sources, by school and file. */
export async function downloadReconciliation(generation: string): Promise<string> {
  const path = `/api/reconciliation?${new URLSearchParams({ generation })}`;
  return save(await send(path, asWorkbook), "reconciliation.xlsx");
}

/** Saves what came as a file and gives its name: the server's, else `fallback`. */
export async function save(response: Response, fallback: string): Promise<string> {
  const named = /filename="?([^";]+)"?/.exec(response.headers.get("content-disposition") ?? "");
  const name = named?.[1] ?? fallback;
  const link = document.createElement("a");
  link.href = URL.createObjectURL(await response.blob());
  link.download = name;
  link.click();
  URL.revokeObjectURL(link.href);
  return name;
}
