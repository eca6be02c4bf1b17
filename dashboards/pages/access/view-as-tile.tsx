import { useMutation } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { viewAs } from "../../client.ts";
import { accessMessages } from "../../components/access/messages.ts";
import { useForgetReader } from "../../components/access/use-forget-reader.ts";
import { useSay } from "../../components/figures/formats.ts";
import { useProblemWords } from "../../components/figures/names.ts";
import { Tile } from "../../components/shell/tile.tsx";
import type { Administration } from "./access-page.tsx";
import { accessPageMessages } from "./messages.ts";

/** Begins to look as somebody else; the banner of the shell takes over from there. */
export function ViewAsTile({ persons }: Pick<Administration, "persons">) {
  const say = useSay(accessPageMessages);
  const problemWords = useProblemWords();
  const sayAccess = useSay(accessMessages);
  const forget = useForgetReader();
  const navigate = useNavigate();
  const look = useMutation({
    mutationFn: viewAs,
    onSuccess: async () => {
      await forget();
      await navigate({ to: "/" });
    },
  });
  return (
    <Tile
      id="view-as"
      topic={say("access_page.view_topic")}
      finding={say("access_page.view_finding")}
      words={<p>{say("access_page.view_words")}</p>}
    >
      <ul className="persons">
        {persons
          .filter(({ may_be_viewed }) => may_be_viewed)
          .map(({ account, name, role }) => (
            <li key={account}>
              <span>
                <strong>{name}</strong> · {sayAccess("access.role", { role })}
              </span>
              <button
                type="button"
                className="button"
                onClick={() => look.mutate(account)}
                disabled={look.isPending}
              >
                {say("access_page.view", { name })}
              </button>
            </li>
          ))}
      </ul>
      <p role="alert" className="form-state">
        {problemWords(look.error)}
      </p>
    </Tile>
  );
}
