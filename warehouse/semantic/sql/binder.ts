/** What a statement is bound with: texts and lists of texts; the dialect says as which type they are read. */
export type Bound = string | readonly string[];

/** Hands out names for bound values, so that no value ever stands in the text of a statement; the dialect writes them. */
export class Binder {
  readonly parameters: Record<string, Bound> = {};

  bind(value: Bound): string {
    const name = `p${Object.keys(this.parameters).length + 1}`;
    this.parameters[name] = value;
    return name;
  }
}
