import { createContext, type ReactNode, useContext, useEffect, useMemo, useState } from "react";
import { I18nProvider } from "react-aria-components";
import { IntlProvider } from "react-intl";

/** Sentences and names by id; English stands in each page's `messages.ts` and, for names, comes from the server. */
type Language = { code: string; messages: Readonly<Record<string, string>> };

const english: Language = { code: "en", messages: {} };
const files = import.meta.glob<Language["messages"]>("./locales/*.json", { import: "default" });
const fileOf = (code: string) => files[`./locales/${code}.json`];

/** Every language: English, and one for each file in `locales`. */
export const languages = ["en", ...Object.keys(files).map((file) => file.slice("./locales/".length, -5))];

/** A language with its sentences, which are fetched only for those who read it. */
async function loadLanguage(code: string): Promise<Language> {
  const messages = await fileOf(code)?.();
  return messages ? { code, messages } : english;
}

const cookie = "rollbook-language";

/** The language this browser chose before, else the first of its own that Rollbook knows. Falls back to English. */
export async function loadPreferredLanguage(): Promise<Language> {
  const chosen = document.cookie.split("; ").find((pair) => pair.startsWith(`${cookie}=`));
  const wanted = [chosen?.slice(cookie.length + 1) ?? "", ...navigator.languages];
  const known = wanted.map((tag) => tag.split("-")[0] ?? "").find((code) => languages.includes(code));
  return loadLanguage(known ?? "en").catch(() => english);
}

type Choice = { code: string; choose: (code: string) => Promise<void> };
const ChoiceContext = createContext<Choice>({ code: "en", choose: async () => {} });

/** The reader's language, and a way to choose another. */
export function useLanguage(): Choice {
  return useContext(ChoiceContext);
}

type Props = { first: Language; children: ReactNode };

/** Everything inside speaks the reader's language; figures and dates are written as people in the United States do. */
export function LanguageProvider({ first, children }: Props) {
  const [language, setLanguage] = useState(first);
  const { code, messages } = language;
  const choice = useMemo(() => ({ code, choose: (next: string) => choose(next, setLanguage) }), [code]);
  useEffect(() => {
    document.documentElement.lang = code;
  }, [code]);
  return (
    <ChoiceContext value={choice}>
      <I18nProvider locale={`${code}-US`}>
        <IntlProvider locale={`${code}-US`} defaultLocale="en-US" messages={messages}>
          {children}
        </IntlProvider>
      </I18nProvider>
    </ChoiceContext>
  );
}

async function choose(code: string, use: (language: Language) => void): Promise<void> {
  const language = await loadLanguage(code);
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API does not exist on plain http.
  document.cookie = `${cookie}=${language.code}; Path=/; Max-Age=31536000; SameSite=Lax`;
  use(language);
}
