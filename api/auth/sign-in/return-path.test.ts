import fc from "fast-check";
import { expect, it } from "vitest";
import { ownPath } from "./return-path.ts";

it.each([
  ...["/", "/board", "/school?school=07612340130293&list=near", "/a/b-c.d~e?q=%2Fx%20y"],
  `/${"a".repeat(999)}`,
])("returns to the page %s", (path) => expect(ownPath(path)).toBe(path));

it.each([
  ...[
    undefined,
    "",
    "board",
    "https://evil.example",
    "javascript:alert(1)",
    "//evil.example",
    "//evil.example/board",
    "///evil.example",
  ],
  ...["/\\evil.example", "\\\\evil.example", "/\t/evil.example", "/\n/evil.example", " //evil.example"],
  ...[
    "/.//evil.example",
    "/x/..//evil.example",
    "/%2F/evil.example",
    "/%2f%2fevil.example",
    "/%5cevil.example",
  ],
  ...["/board\r\nSet-Cookie: a=b", "/board%0d%0aSet-Cookie:a=b", "/%09/evil.example", "/bö", "/%E0%A4%A"],
  ...[
    "/api",
    "/api/",
    "/api/session",
    "/API/session",
    "/%61pi/session",
    "/x/../api/session",
    "/./api/session",
  ],
  ...["@evil.example", "/".repeat(5), `/${"a".repeat(1000)}`],
])("returns to the first page and not to %j", (wanted) => expect(ownPath(wanted)).toBe("/"));

it("returns to no other host whatever is asked for, as a browser reads it", () => {
  const bits = fc.constantFrom(
    "/",
    "\\",
    ".",
    "..",
    "%2f",
    "%5c",
    "\t",
    "\n",
    "@",
    ":",
    "evil.example",
    "api",
    "?",
    "#",
    "a",
  );
  fc.assert(
    fc.property(fc.array(bits, { maxLength: 9 }), (parts) => {
      const path = ownPath(`/${parts.join("")}`);
      const { origin, pathname } = new URL(path, "https://rollbook.example");
      expect(origin).toBe("https://rollbook.example");
      expect(pathname.startsWith("//")).toBe(false);
      expect(/^\/api(\/|$)/.test(pathname)).toBe(false);
    }),
    { numRuns: 2000 },
  );
});
