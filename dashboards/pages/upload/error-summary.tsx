import { useEffect, useRef } from "react";
import { useSay } from "../../components/figures/formats.ts";
import { uploadMessages } from "./messages.ts";

/** What went wrong, where the reader is led to; nothing while nothing did. */
export function ErrorSummary({ sentence }: { sentence: string }) {
  const say = useSay(uploadMessages);
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (sentence) box.current?.focus();
  }, [sentence]);
  if (!sentence) return null;
  return (
    <div className="error-summary" role="alert" tabIndex={-1} ref={box}>
      <h3>{say("upload.problem")}</h3>
      <p>{sentence}</p>
    </div>
  );
}
