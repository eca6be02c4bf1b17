import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type MessageFormatElement, parse, TYPE } from "@formatjs/icu-messageformat-parser";
import { describe, expect, test } from "vitest";

type Catalogue = Record<string, string>;

/** Said by the server in English, so that English has no message for them; `tests/languages.test.ts` holds them. */
const saidByServer = /^(measure|dimension|value|decree|problem|report)\./;
const catalogues = import.meta.glob<Record<string, Catalogue>>("./**/messages.ts", { eager: true });
const english = Object.values(catalogues).flatMap((module) => Object.values(module).flatMap(Object.entries));
const languages = readdirSync(join(import.meta.dirname, "locales")).map((file) => ({
  file,
  messages: JSON.parse(readFileSync(join(import.meta.dirname, "locales", file), "utf8")) as Catalogue,
}));

/** The arguments of a message as "name: kind", with the choices of a select, which code gives; plurals are a language's own. */
function argumentsOf(elements: MessageFormatElement[]): string[] {
  const found = elements.flatMap((element): string[] => {
    switch (element.type) {
      case TYPE.literal:
      case TYPE.pound:
        return [];
      case TYPE.tag:
        return argumentsOf(element.children);
      case TYPE.plural:
        return [`${element.value}: plural`, ...inChoices(element.options)];
      case TYPE.select:
        return [
          `${element.value}: ${Object.keys(element.options).sort().join(", ")}`,
          ...inChoices(element.options),
        ];
      default:
        return [`${element.value}: ${TYPE[element.type]}`];
    }
  });
  return [...new Set(found)].sort();
}

function inChoices(options: Record<string, { value: MessageFormatElement[] }>): string[] {
  return Object.values(options).flatMap(({ value }) => argumentsOf(value));
}

test("an id stands in one message of English only", () => {
  const ids = english.map(([id]) => id);
  expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
});

describe.each(languages)("$file", ({ messages }) => {
  test("has every sentence of English and no other", () => {
    const ids = Object.keys(messages).filter((id) => !saidByServer.test(id));
    expect(ids.sort()).toEqual(english.map(([id]) => id).sort());
  });

  test("leaves nothing empty", () => {
    expect(Object.keys(messages).filter((id) => !messages[id]?.trim())).toEqual([]);
  });

  test.each(english)("takes in %s what English takes", (id, sentence) => {
    expect(argumentsOf(parse(messages[id] ?? ""))).toEqual(argumentsOf(parse(sentence)));
  });
});

test("no sentence is said nowhere", () => {
  const folder = import.meta.dirname;
  const code = readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((file) => /\.tsx?$/.test(file) && !/^dist|messages\.ts$|\.test\.ts$/.test(file))
    .map((file) => readFileSync(join(folder, file), "utf8"))
    .join("\n");
  const made = templatesIn(code);
  const unused = english
    .map(([id]) => id)
    .filter((id) => !code.includes(`"${id}"`) && !made.some((template) => template.test(id)));
  expect(unused).toEqual([]);
});

/** Ids that code makes, such as `` `sign_in.account.${account}` ``, with any name in the place of the expression. */
function templatesIn(code: string): RegExp[] {
  return [...code.matchAll(/`(\w+\.[^`]*\$\{[^`]*)`/g)].map(([, template = ""]) => {
    const parts = template.split(/\$\{[^}]*\}/).map((part) => part.replaceAll(".", "\\."));
    return new RegExp(`^${parts.join("\\w+")}$`);
  });
}
