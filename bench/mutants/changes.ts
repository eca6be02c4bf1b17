import { type BinaryExpression, type Node, type SourceFile, SyntaxKind } from "typescript/unstable/ast";
import {
  isArrayLiteralExpression,
  isArrowFunction,
  isBinaryExpression,
  isBlock,
  isBooleanLiteral,
  isCallExpression,
  isConditionalExpression,
  isIfStatement,
  isObjectLiteralExpression,
  isPrefixUnaryExpression,
  isPropertyAccessExpression,
  isPropertyAssignment,
  isReturnStatement,
  isSourceFile,
  isStringLiteral,
  isTemplateLiteralToken,
} from "typescript/unstable/ast/is";

/** One small change of a source text: what stands from `start` to `end` is replaced; `what` says it in words. */
export type Change = { start: number; end: number; by: string; what: string };

type Source = { file: SourceFile; textOf: (node: Node) => string; startOf: (node: Node) => number };
type Rule = (node: Node, source: Source) => Change[];

/** Every change that takes a statement, a condition, a filter, an entry or a clause out of a policy, or turns it round. */
export function changesOf(file: SourceFile): Change[] {
  const source: Source = {
    file,
    startOf: (node) => node.getStart(file),
    textOf: (node) => file.text.slice(node.getStart(file), node.end),
  };
  const found: Change[] = [];
  const walk = (node: Node): void => {
    for (const rule of rules) found.push(...rule(node, source));
    node.forEachChild(walk);
  };
  walk(file);
  return found;
}

function change(node: Node, by: string, { startOf, textOf }: Source): Change {
  const shown = textOf(node).replace(/\s+/g, " ");
  const short = shown.length > 90 ? `${shown.slice(0, 87)}...` : shown;
  const what =
    by === "" || by === ";" ? `without ${short}` : `${short} → ${by.replace(/\s+/g, " ").slice(0, 60)}`;
  return { start: startOf(node), end: node.end, by, what };
}

/** A statement goes. One that is all that an `if` does goes with the `if`. */
const statements: Rule = (node, source) => {
  if (!isBlock(node)) return [];
  const isBranch = isIfStatement(node.parent) && !node.parent.elseStatement;
  if (isBranch && node.statements.length === 1) return [];
  return node.statements.map((statement) => change(statement, ";", source));
};

const conditions: Rule = (node, source) => {
  if (isConditionalExpression(node))
    return ["true", "false"].map((value) => change(node.condition, value, source));
  if (!isIfStatement(node)) return [];
  const isInBlock = isBlock(node.parent) || isSourceFile(node.parent);
  const without = isInBlock && !node.elseStatement ? [] : [change(node.expression, "false", source)];
  return [...without, change(node.expression, "true", source)];
};

const opposites: Readonly<Record<string, string>> = {
  "&&": "||",
  "||": "&&",
  "<": "<=",
  "<=": "<",
  ">": ">=",
  ">=": ">",
  "===": "!==",
  "!==": "===",
};

const operators: Rule = (node, source) => {
  if (isPrefixUnaryExpression(node))
    return node.operator === SyntaxKind.ExclamationToken
      ? [change(node, source.textOf(node.operand), source)]
      : [];
  if (!isBinaryExpression(node)) return [];
  const operator = source.textOf(node.operatorToken);
  const opposite = opposites[operator];
  const swapped = opposite === undefined ? [] : [change(node.operatorToken, opposite, source)];
  const halves = ["&&", "||"].includes(operator) ? [node.left, node.right] : [];
  return [
    ...swapped.map((one) => ({
      ...one,
      what: `${operator} → ${opposite} in ${change(node, "", source).what.slice(8)}`,
    })),
    ...halves.map((half) => change(node, source.textOf(half), source)),
  ];
};

const filters: Rule = (node, source) => {
  if (!isCallExpression(node) || !isPropertyAccessExpression(node.expression)) return [];
  const { expression: list, name } = node.expression;
  if (name.text === "filter") return [change(node, source.textOf(list), source)];
  if (name.text === "some") return [change(name, "every", source)];
  return name.text === "every" ? [change(name, "some", source)] : [];
};

/** What a function gives is the opposite, or nothing. A comparison is turned round by its operator already. */
const results: Rule = (node, source) => {
  const given = isReturnStatement(node) ? node.expression : isArrowFunction(node) ? node.body : undefined;
  if (!given || isBlock(given) || isBooleanLiteral(given)) return [];
  const isTurned = isPrefixUnaryExpression(given) || (isBinaryExpression(given) && isEquality(given, source));
  const turned = isTurned ? [] : [change(given, `!(${source.textOf(given)})`, source)];
  return isPredicate(node) ? turned : [...turned, change(given, "[]", source)];
};

const isEquality = ({ operatorToken }: BinaryExpression, { textOf }: Source) =>
  ["===", "!=="].includes(textOf(operatorToken));

const isPredicate = ({ parent }: Node) =>
  isCallExpression(parent) &&
  isPropertyAccessExpression(parent.expression) &&
  ["filter", "some", "every", "find", "findIndex"].includes(parent.expression.name.text);

const flags: Rule = (node, source) =>
  isBooleanLiteral(node) ? [change(node, source.textOf(node) === "true" ? "false" : "true", source)] : [];

/** An entry of a list or a property of an object goes; a word in a table becomes another one of the same table. */
const entries: Rule = (node, source) => {
  const isTable = isObjectLiteralExpression(node);
  if (!isTable && !isArrayLiteralExpression(node)) return [];
  const list: readonly Node[] = isTable ? node.properties : node.elements;
  const gone = list.map((entry, place) => {
    const next = list[place + 1];
    const one = change(entry, "", source);
    return next ? { ...one, end: source.startOf(next) } : one;
  });
  const words = list.flatMap((entry) =>
    isPropertyAssignment(entry) && isStringLiteral(entry.initializer) ? [entry.initializer] : [],
  );
  const mistaken = words.flatMap((word) => {
    const other = words.find(({ text }) => text !== word.text);
    return other ? [change(word, source.textOf(other), source)] : [];
  });
  return [...gone, ...mistaken];
};

/** A line of SQL that narrows or widens goes, where its brackets close on the line. */
const clauses: Rule = (node, source) => {
  if (!isTemplateLiteralToken(node)) return [];
  const start = source.startOf(node);
  return [...source.textOf(node).matchAll(/^ *(?:and|or) .*$/gm)].flatMap(({ 0: line, index }) => {
    const isWhole = line.split("(").length === line.split(")").length && !/[`$]/.test(line);
    return isWhole
      ? [{ start: start + index, end: start + index + line.length, by: "", what: `without ${line.trim()}` }]
      : [];
  });
};

const rules: readonly Rule[] = [statements, conditions, operators, filters, results, flags, entries, clauses];
