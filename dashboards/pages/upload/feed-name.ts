import { useMemo } from "react";
import { useSay } from "../../components/figures/formats.ts";
import { uploadMessages } from "./messages.ts";

/** The name of a kind of record; of one that has none here, its key in words. */
export function useFeedName(): (feed: string) => string {
  const say = useSay(uploadMessages);
  return useMemo(() => (feed) => say("upload.feed", { feed, name: feed.replaceAll("_", " ") }), [say]);
}
