const LONGEST = 1000;
const SOMEWHERE = "http://rollbook.invalid";

/**
 * The page of ours to return to after signing in; "/" for whatever is not one. Browsers take `\` for `/` and drop tabs
 * and line ends, so `/\evil`, `//evil` and `/<TAB>/evil` all name another host.
 */
export function ownPath(wanted: string | undefined): string {
  const isPath = wanted !== undefined && wanted.length <= LONGEST && /^\/[\x21-\x5b\x5d-\x7e]*$/.test(wanted);
  if (!isPath || !URL.canParse(wanted, SOMEWHERE)) return "/";
  const { origin, pathname, search } = new URL(wanted, SOMEWHERE);
  const isPage = origin === SOMEWHERE && !/^\/(\/|api(\/|$))|\p{Cc}/iu.test(decoded(pathname));
  return isPage ? pathname + search : "/";
}

/** What a server may take the path for; a path that cannot be decoded is taken for one of the API's. */
function decoded(path: string): string {
  try {
    return decodeURIComponent(path).replaceAll("\\", "/");
  } catch {
    return "/api";
  }
}
