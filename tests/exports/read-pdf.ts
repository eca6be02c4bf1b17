import { getDocument } from "pdfjs-dist/legacy/build/pdf.mjs";

type Tag = { role?: string; type?: string; children?: Tag[] };

/** A PDF as a reading program takes it: its text sheet by sheet, its tags, and what it says of itself. */
export async function readPdf(bytes: Uint8Array) {
  const document = await getDocument({ data: new Uint8Array(bytes), verbosity: 0 }).promise;
  const sheets: string[] = [];
  const roles: string[] = [];
  let links = 0;
  for (let number = 1; number <= document.numPages; number += 1) {
    const page = await document.getPage(number);
    const { items } = await page.getTextContent();
    sheets.push(items.map((item) => ("str" in item ? item.str + (item.hasEOL ? "\n" : "") : "")).join(""));
    roles.push(...rolesOf(await page.getStructTree()));
    links += (await page.getAnnotations()).filter(({ subtype }) => subtype === "Link").length;
  }
  const { info } = await document.getMetadata();
  const told: { Title?: string; Language?: string } = info;
  const found = {
    ...{
      sheets,
      text: sheets.join("\n"),
      roles: new Set(roles),
      links,
      isMarked: await document.getMarkInfo(),
    },
    ...{ title: told.Title, language: told.Language, outline: await document.getOutline() },
    scripts: await document.getJSActions(),
  };
  await document.destroy();
  return found;
}

function rolesOf(tag: Tag | null): string[] {
  return tag ? [...(tag.role ? [tag.role] : []), ...(tag.children ?? []).flatMap(rolesOf)] : [];
}
