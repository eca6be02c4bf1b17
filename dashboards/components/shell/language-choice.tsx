import { languages, useLanguage } from "../../language.tsx";
import { useSay } from "../figures/formats.ts";
import { shellMessages } from "./messages.ts";

/** Every language under its own name, so that somebody who reads no other finds hers. */
export function LanguageChoice() {
  const say = useSay(shellMessages);
  const { code, choose } = useLanguage();
  return (
    <fieldset className="languages">
      <legend className="sr-only">{say("shell.language")}</legend>
      {languages.map((language) => (
        <button
          key={language}
          type="button"
          lang={language}
          className="text-button"
          aria-pressed={language === code}
          onClick={() => void choose(language)}
        >
          {ownName(language)}
        </button>
      ))}
    </fieldset>
  );
}

/** "English", "Español". */
function ownName(language: string): string {
  const name = new Intl.DisplayNames([language], { type: "language" }).of(language) ?? language;
  return name.charAt(0).toLocaleUpperCase(language) + name.slice(1);
}
