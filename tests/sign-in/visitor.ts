type Cookie = { value: string; path: string };
type Asked = { method?: string; headers?: Record<string, string>; body?: string };

/** A browser without a screen: it keeps cookies by origin and path, and follows redirects one at a time. */
export type Visitor = {
  ask(url: string, asked?: Asked): Promise<Response>;
  /** Follows redirects until an address that matches is next, or there is no next; gives the last address. */
  follow(url: string, until?: RegExp): Promise<{ url: string; response: Response }>;
  /** Signs in at the provider from where the application sent us, and gives the address of the callback. */
  logIn(url: string, subject: string): Promise<string>;
  cookies(origin: string): Map<string, Cookie>;
};

const CALLBACK = /\/api\/sign-in\/callback/;

export function newVisitor(): Visitor {
  const jars = new Map<string, Map<string, Cookie>>();
  const jarOf = (origin: string) => {
    const jar = jars.get(origin) ?? new Map<string, Cookie>();
    jars.set(origin, jar);
    return jar;
  };
  async function ask(url: string, { headers = {}, ...asked }: Asked = {}): Promise<Response> {
    const { origin, pathname } = new URL(url);
    const cookie = [...jarOf(origin)]
      .filter(([, { path }]) => pathname.startsWith(path))
      .map(([name, { value }]) => `${name}=${value}`)
      .join("; ");
    const sent = { ...(cookie ? { cookie } : {}), ...headers };
    const response = await fetch(url, { ...asked, headers: sent, redirect: "manual" });
    for (const line of response.headers.getSetCookie()) keep(jarOf(origin), line);
    return response;
  }
  async function follow(url: string, until = /^$/) {
    let response = await ask(url);
    let at = url;
    for (;;) {
      const next = response.headers.get("location");
      if (!next) return { url: at, response };
      at = new URL(next, at).href;
      if (until.test(at)) return { url: at, response };
      response = await ask(at);
    }
  }
  async function logIn(url: string, subject: string) {
    let at = (await follow(url, CALLBACK)).url;
    for (const form of [{ prompt: "login", login: subject, password: "any" }, { prompt: "consent" }]) {
      if (CALLBACK.test(at)) break;
      const headers = { "content-type": "application/x-www-form-urlencoded" };
      const body = new URLSearchParams(Object.entries(form)).toString();
      const response = await ask(at, { method: "POST", headers, body });
      at = (await follow(new URL(response.headers.get("location") ?? "", at).href, CALLBACK)).url;
    }
    return at;
  }
  return { ask, follow, logIn, cookies: jarOf };
}

function keep(jar: Map<string, Cookie>, line: string): void {
  const [pair = "", ...attributes] = line.split(/; */);
  const [name = "", ...value] = pair.split("=");
  const path = attributes.find((one) => /^path=/i.test(one))?.slice(5) ?? "/";
  const isGone = attributes.some((one) => /^max-age=0$/i.test(one) || /^expires=thu, 01 jan 1970/i.test(one));
  if (isGone) jar.delete(name);
  else jar.set(name, { value: value.join("="), path });
}
